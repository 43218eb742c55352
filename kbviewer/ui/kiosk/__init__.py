"""The kiosk: the program on a shared PC, over the whole screen, for one stranger after another."""
