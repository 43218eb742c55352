"""Danish words whose forms a stemmer cannot bring together: vowel shifts and lost letters.

One word a line: its base form, then the forms that stand for it. Only words met in a clinic; ours, from school grammar.
"""

FORMS = """
fod fødder fødderne føddernes fodens
tå tæer tæerne tæernes
hånd hænder hænderne håndens hændernes
tand tænder tænderne
negl negle
mand mænd mændene mændenes manden
barn børn børnene børnenes barnet barns børns
bror brødre brødrene
mor mødre mødrene moderen
far fædre
søster søstre søstrene
datter døtre døtrene
øje øjne øjnene øjet
øre ører ørerne øret
kraft kræfter kræfterne kraften
nat nætter nætterne natten
bog bøger bøgerne
rod rødder rødderne
stang stænger stængerne
tang tænger tængerne
klo kløer
ko køer
gås gæs
mus musene
knæ knæet knæene knæer knæerne knæets knæenes
ben benet benene bens
led leddet leddene leds led
gå går gik gået gående
stå står stod stået stående
ligge ligger lå ligget liggende
sidde sidder sad siddet siddende
sove sover sov sovet sovende
løbe løber løb løbet løbende løbene
falde falder faldt faldet
springe springer sprang sprunget sprungne
bryde bryder brød brudt
brække brækker brækkede brækket brækkede
vride vrider vred vredet vrid vredne
strække strækker strakte strakt
række rækker rakte rakt
trække trækker trak trukket
bære bærer bar båret
hæve hæver hævede hævet hævede
synke synker sank sunket
drikke drikker drak drukket
spise spiser spiste spist
bide bider bed bidt
skride skrider skred skredet
glide glider gled gledet
stikke stikker stak stukket
svinge svinger svang svunget
give giver gav givet
tage tager tog taget
træde træder trådte trådt
slå slår slog slået
skære skærer skar skåret
skyde skyder skød skudt
hjælpe hjælper hjalp hjulpet
sætte sætter satte sat
gribe griber greb grebet
rive river rev revet
hive hiver hev hevet
ride rider red redet
skrive skriver skrev skrevet
stige stiger steg steget
binde binder bandt bundet
frossen frosne frosset
køre kører kørte kørt
føle føler følte føltes føles følt
slæbe slæber slæbte slæbt
rejse rejser rejste rejst
tabe taber tabte tabt
lære lærer lærte lært
læse læser læste læst
hvile hviler hvilede hvilet
kende kender kendte kendt
gabe gaber gabte gabt
vågne vågner vågnede vågnet
gøre gør gjorde gjort
skubbe skubber skubbede skubbet
kvinde kvinder kvinderne kvinden kvindens
muskel muskler musklen musklerne muskels musklers musklernes
ankel ankler anklen anklerne anklens
skulder skuldre skulderen skuldrene skulderens
finger fingre fingeren fingrene fingers fingrenes
cykel cykler cyklen cyklerne
nøgle nøgler
kapsel kapsler kapslen kapslerne
stof stoffer stoffet stofferne
trappe trapper trappen trapperne
ben ben
år året årene
sko skoen skoene skoenes
achillessene achillessenen achillessener achillessenerne
akillessene akillessenen akillessener akillessenerne
hamstringssene hamstringssenen hamstringssener hamstringssenerne
lår låret lårene lårets
rygge ryggen ryg ryggene ryggens
krop kroppen kroppe kroppene kroppens
hofte hofter hoften hofterne
muskulatur muskulaturen
patellasene patellasenen patellasener patellasenerne
knæsene knæsenen knæsener knæsenerne
skuldersene skuldersenen skuldersener skuldersenerne
supraspinatussene supraspinatussenen supraspinatussener supraspinatussenerne
hasesene hasesenen hasesener hasesenerne
lægsene lægsenen lægsener lægsenerne
fodsene fodsenen fodsener fodsenerne
håndsene håndsenen håndsener håndsenerne
fingersene fingersenen fingersener fingersenerne
tommelsene tommelsenen tommelsener tommelsenerne
muskelsene muskelsenen muskelsener muskelsenerne
bøjesene bøjesenen bøjesener bøjesenerne
strækkesene strækkesenen strækkesener strækkesenerne
albuesene albuesenen albuesener albuesenerne
hoftesene hoftesenen hoftesener hoftesenerne
ankelsene ankelsenen ankelsener ankelsenerne
lårsene lårsenen lårsener lårsenerne
brystsene brystsenen brystsener brystsenerne
svangsene svangsenen svangsener svangsenerne
rotatorsene rotatorsenen rotatorsener rotatorsenerne
glutealsene glutealsenen glutealsener glutealsenerne
tibialissene tibialissenen tibialissener tibialissenerne
peroneussene peroneussenen peroneussener peroneussenerne
adduktorsene adduktorsenen adduktorsener adduktorsenerne
bicepssene bicepssenen bicepssener bicepssenerne
tricepssene tricepssenen tricepssener tricepssenerne
quadricepssene quadricepssenen quadricepssener quadricepssenerne
ribben ribbenet ribbenene ribbens
prolaps prolapsen prolapser prolapserne prolapsene prolapsens
refleks refleksen reflekser refleksene
puls pulsen pulsene
gips gipsen gipsene
kryds krydset krydsene
øvelse øvelsen øvelser øvelserne
sygdom sygdomme sygdommen sygdommene
symptom symptomer symptomet symptomerne
center centre centeret centret centrene
menisk menisker menisken meniskerne meniskus meniscus
virus vira
trauma traumer traume traumet traumerne
bækken bækkenet bækkener
hofteled hofteleddet
aften aftenen aftener
tommel tomlen tomler
albue albuer albuen albuerne
skammel skamler
kugle kugler
gammel gamle ældre ældst ældste
stor større størst store
lille små mindre
ung unge yngre
lang længere længst lange
"""

TAILS = """
øvelse øvelsen øvelser øvelserne øvelsernes øvelsens
gigt gigten gigtens
vægt vægten vægte vægtene
pres presset
fedt fedtet
ømhed ømheden
mulighed muligheden muligheder mulighederne
skridt skridtet skridtene
fase fasen faser faserne
fod foden fodens fødder fødderne
hånd hånden hænder hænderne
tand tanden tænder tænderne
tå tåen tæer tæerne
knæ knæet knæene knæer
øje øjet øjne øjnene
barn barnet børn børnene
mand manden mænd mændene
"""
"""Words that compounds end with, in the same form. Inside a long word the stemmer would cut them short ("slidg")."""

APART = """
læge lægen læger lægerne lægens lægernes
lægelig lægelige lægeligt
lægge lægger lagde lagt
ryge ryger røg røget rygning rygningen rygere rygeren
senere senest
koste koster kostede kostet
hals halsen halse halsene halsens
demens demensen
parese paresen pareser
rygliggende
sideliggende
maveliggende
"""
"""Words that a stemmer makes another word of: "læge" is no calf, "ryger" no back. Each is its own stem."""
