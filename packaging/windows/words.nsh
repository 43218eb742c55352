; What the installer says beside what NSIS says by itself. Danish and English, the same names in both.

LangString WordsRunning ${LANG_DANISH} "kbviewer er åben. Luk programmet, og prøv igen."
LangString WordsRunning ${LANG_ENGLISH} "kbviewer is open. Close the program and try again."

LangString WordsTooOld ${LANG_DANISH} "kbviewer kræver Windows 10 eller nyere, 64 bit."
LangString WordsTooOld ${LANG_ENGLISH} "kbviewer needs 64-bit Windows 10 or later."

LangString WordsShortcut ${LANG_DANISH} "Klinikkens artikler, uden netværk"
LangString WordsShortcut ${LANG_ENGLISH} "The clinic's articles, without a network"

LangString WordsBookmarks ${LANG_DANISH} "kbviewer-bogmærker"
LangString WordsBookmarks ${LANG_ENGLISH} "kbviewer bookmarks"
