"""A library of a dozen small Danish articles of our own, for tests of what a search finds."""

from shelf import ARTICLES, article

ELBOW = """---
title: Ondt i albuen
bodyParts: [Albue]
kind: tilstand
aliases: [tennisalbue, musearm]
---
Smerter på ydersiden af albuen kommer tit af gentaget arbejde med hånden.

## Aflastning

Hold pause fra tunge løft i to uger. En albuebandage kan hjælpe lidt.

## Styrketræning

Løft 2,5 kg med rolige bevægelser. Tag 3-4 sæt hver anden dag.
"""

ANATOMY = """---
title: Albuens anatomi
bodyParts: [Albue]
kind: viden
---
Albuen består af overarmsbenet, spolebenet og albuebenet. Leddet er et hængsel.

## Nerver

Ulnarisnerven løber bag om albuen. Et stød på den kaldes enkeltmand.
"""

SHOULDER = """---
title: Frossen skulder
bodyParts: [Skulder]
kind: tilstand
aliases: [kapsulitis]
---
Skulderen bliver stiv, og armen kan ikke løftes.

## Behandling

Varme og rolige øvelser hjælper. Et pendul med armen løsner skulderen.
"""

NECK = """---
title: Hold i nakken
bodyParts: [Nakke]
kind: tilstand
---
Nakken er stiv, og hovedet kan ikke drejes til siden.

## Øvelser

Drej hovedet langsomt 10 gange. Gentag det tre gange om dagen.
"""

BRIDGE = """---
title: Bækkenløft
bodyParts: [Lænd, Hofte]
kind: oevelse
---
Lig på ryggen med bøjede knæ.

## Dosis

Tag 3 sæt af 12 gentagelser. Hold pause i et minut.
"""

HURRIED = """---
title: Forstuvet ankel
bodyParts: [Fod og ankel]
kind: tilstand
---
Anklen hæver, når ledbåndet bliver strakt for meget.

## De første dage

Læg foden højt. Brug is i 10 minutter ad gangen.
"""

CLINIC = {
    **ARTICLES,
    "albue/ondt-i-albuen": ELBOW,
    "albue/anatomi": ANATOMY,
    "skulder/frossen-skulder": SHOULDER,
    "nakke/hold-i-nakken": NECK,
    "oevelser/baekkenloeft": BRIDGE,
    "fod/forstuvet-ankel": HURRIED,
    "raad/operation": article("Før operationen", "Spis let aftenen inden, og mød til tiden. Træn benet før indgrebet."),
    "raad/soevn": article("For lidt søvn", "Søvn giver ro. Gå i seng til samme tid hver aften."),
}
