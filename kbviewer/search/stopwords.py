"""Danish words that say little about what an article is about.

They are kept in the index, and in a query they only weigh less, so that a search for nothing but such
words still has an answer. Written as in Danish, with spaces
between; `kbviewer.search.analysis` compares them folded.
"""

DANISH = """
ad af aldrig alle alt altid anden andet andre at bare begge blev blive bliver burde bør da de dem den denne der
deres det dette dig din dine disse dit dog du efter egen eller en end endnu engang er et fik flere for fordi
forskellig fra få får før gennem god gode godt gør gøre gjort ham han hans har havde have hele hen hende hendes
her hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i igen ikke imod ind ingen
ingenting intet især ja jeg jer jeres jo kan kom komme kommer kun kunne lad lav lave laver lidt lige man mange
med meget mellem men mens mere mest mig min mindre mine mit mod må måske når ned nej noget nogen nogle nok nu
ny nye nær næste næsten og også om op os over på sad samme se selv ses si siden sig sin sine sit skal skulle
snart som stadig så sådan tag tage tager ti til tit tror ud uden under var ved vi via vil ville vor vore vores
være været
"""
