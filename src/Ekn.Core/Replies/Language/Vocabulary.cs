using System.Collections.Frozen;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// The words that replies are read by, Swedish and English, written with their diacritics and compared without them.
/// Phrases may be of several words; the longest that fits wins. Words whose meaning hangs on their neighbours
/// ("man", "son", "fri") are not here but in <see cref="WeekdayWords"/>.
/// </summary>
internal static class Vocabulary
{
    private static readonly (Sense Sense, string Phrases)[] Table =
    [
        (
            Sense.Yes,
            "ja|jaa|japp|jepp|jadå|jajamän|jajemän|jajamensan|javisst|ja visst|jo|visst|självklart|självfallet|absolut|gärna|mer än gärna|naturligtvis|yes|yep|yeah|sure|of course|definitely|gladly|happy to|with pleasure"
        ),
        (
            Sense.No,
            "nej|nejdå|nä|nää|näe|nix|nope|no|nej tack|nej tyvärr|no thanks|no thank you|avböjer|avstår|står över|pass på den|pass denna gång|pass den här gången"
        ),
        (
            Sense.Not,
            "inte|ej|icke|ikke|itne|inet|itn|inga|ingen|inget|aldrig|varken|absolut inte|verkligen inte|självklart inte|gärna inte|not|never|none|neither|cant|cannot|can not|couldnt|dont|wont|isnt|im not|unable|not able|not be able|wont be able|har inte tid|har ej tid|har inte möjlighet|har ej möjlighet|no longer|no more|ingen möjlighet|går inte|går ej|går tyvärr inte|går tyvärr ej|räkna inte med mig|dont count on me"
        ),
        (
            Sense.Can,
            "kan|kna|kn|kan gärna|kan absolut|funkar|fungerar|passar|kommer|tar|ställer upp|hjälper till|är med|hänger på|hoppar in|räkna med mig|går bra|går fint|går utmärkt|blir bra|bra för mig|är bra|är ok|är okej|är fint|är lugnt|är möjligt|is fine|is good|is ok|is okay|fine|vill|vill gärna|boka|boka in|skriv upp|sätt upp|anmäl|anmäler|bokar|har möjlighet|ledig|ledigt|tillgänglig|har tid|hinner|orkar|can|will|ill come|ill take|ill be|ill be there|ill do|ill help|i am in|im in|count me in|sign me up|works|work for me|works for me|available|free|i would like|id like|id love|would love"
        ),
        (
            Sense.Ok,
            "ok|inga problem|inget problem|inga bekymmer|no problem|no worries|okej|okey|okay|oki|k|uppfattat|noterat|mottaget|förstått|perfekt|roger|noted|got it|understood"
        ),
        (
            Sense.Thanks,
            "tack|tackar|tackar tackar|tusen tack|stort tack|tack så mycket|tack snälla|tack detsamma|tack själv|tack själva|tack för|tack för att|tackar för|thx|thanks|thank you|thank you so much|thanks so much|im fine|many thanks|thanks for|thank you for|thanks a lot|detsamma|hej|hejsan|hallå|tjena|tja|tjo|hejhej|hej då|hejdå|hi|hello|hey|bye|god morgon|god kväll|god natt|godnatt|godmorgon|godkväll|good morning|good evening|good night|goddag|god dag|god jul|god fortsättning|gott nytt år|gott nytt|glad påsk|glad midsommar|trevlig helg|trevlig kväll|skön helg|ha en fin kväll|ha en bra kväll|ha en fin dag|ha en bra dag|ha det|ha det bra|ha det fint|ha det gott|sköt om er|sköt om dig|ta hand om er|ta hand om varandra|lycka till|kämpa på|heja|bra jobbat|bra jobb|ni är bäst|du är bäst|fint jobbat|merry christmas|happy new year|good luck|great work|well done|take care|kram|kramar|kramis|puss|hugs|love|toppen|super|superbra|jättebra|härligt|kul|vad bra|vad fint|så bra|underbart|fantastiskt|great|perfect|nice|good|bra|fint|varsågod|god bless|gud välsigne er|amen|haha|hihi|lol|hej alla|hej allihop|hej på er|hej på er alla|hello all|hi all|hi everyone|tack alla|tack till er|ha en bra natt|ha en fin natt|var rädda om er|kram om er|i lika måta"
        ),
        (Sense.SeeYou, "vi ses|ses|vi syns|vi hörs|hörs|see you|see ya|c u|cu"),
        (
            Sense.Signature,
            "hälsningar|hälsning|hälsn|hälsar|mvh|vh|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|vänligen|bästa hälsningar|allt gott|regards|best regards|kind regards|best|br|cheers"
        ),
        (
            Sense.Regret,
            "tyvärr|tyvär|tyvrr|förlåt|ursäkta|sorry|ledsen|beklagar|unfortunately|afraid|im afraid|apologies"
        ),
        (
            Sense.Filler,
            "jag|ändå|ja g|mig|mej|me|i|im|ive|my|min|mitt|mina|er|eder|ert|ni|du|dig|dej|the|a|an|an|en|ett|den|det|de|dom|denna|detta|det här|är|e|blir|bli|att|på|pa|i|in|av|för|till er|åt er|hos er|for|on|of|to|do|am|is|be|it|that|this|då|så|nu|också|även|med er|vara med|va med|vara på plats|komma|ta|jobba|hjälpa|hjälpa till|hjälpa er|ställa upp|delta|bidra|rycka in|come|take|help|help out|work|join|make it|attend|volunteer|snälla|please|pls|plz|pass|passet|skift|skiftet|shift|shifts|dag|dagen|datum|datumet|både|both of|ju|väl|alltså|bara bra|for me|för mig|min del|för min del|oss|us|igen|here|här|there|där|också gärna|too|also|as well|alla fall|i alla fall|iallafall|svar|mitt svar|svarar|answer|nattvandra|volontär|denna gång|den här gången|denna gången|this time|just|precis|hela|svara|istället|i stället|instead|mycket|så mycket|allihop|alla ihop|hjärtligt|er alla|ni alla|you all|på er alla|till er alla|stor|stora|tusen|many|much|very|lot|on you|allt|all of you|infon|informationen|info|sms|smset|fråga igen|fråga gärna igen|fråga mig igen|fråga mig gärna igen|fråga gärna en annan gång|hör av er igen|hör gärna av er igen|ask me again|ask again|meddelandet|påminnelsen|you|your|message|reminder"
        ),
        (
            Sense.NextTime,
            "nästa gång|gärna nästa gång|kanske nästa gång|hoppas på nästa gång|en annan gång|gärna en annan gång|kanske en annan gång|next time|maybe next time|another time|maybe another time"
        ),
        // Two words that would be something else apart: "not Wednesdays any more".
        (Sense.Other, "any more"),
        (Sense.And, "och|o|oc|samt|and|n|plus|respektive|resp"),
        (Sense.But, "men|mne|fast|dock|däremot|but|however|though|although"),
        (Sense.ButOrWithout, "utan"),
        (
            Sense.Or,
            "eller|or|antingen|annars|either|alternativt|hellre|rather|istället för|i stället för|instead of|utom|förutom|except|ena|endera|nån av|någon av|en av|one of|either of|i andra hand|prefer"
        ),
        (Sense.Both, "båda|bägge|båda två|bägge två|both"),
        (
            Sense.BothNights,
            "båda dagarna|bägge dagarna|båda dagar|bägge dagar|båda datumen|båda tillfällena|both days|both dates|båda dygnen"
        ),
        (Sense.BothShifts, "båda passen|bägge passen|båda pass|bägge pass|båda skiften|both shifts"),
        (Sense.All, "alla|samtliga|allihopa|all|every"),
        (
            Sense.AllNights,
            "alla dagar|alla dagarna|samtliga dagar|alla datum|alla tillfällen|all days|every day|varje dag|alla dygn"
        ),
        (
            Sense.AllShifts,
            "alla pass|alla passen|samtliga pass|all shifts|every shift|alla tre passen|alla tre pass|all three shifts"
        ),
        (Sense.Toward, "mot"),
        (Sense.Between, "mellan|between"),
        (Sense.Only, "bara|endast|enbart|only"),
        (
            Sense.Limit,
            "från|fr|till|tills|efter|före|innan|förrän|först|först vid|först efter|senast|tidigast|runt|kring|ca|cirka|omkring|kl|klockan|klockslag|halv|kvart|vid|vid ca|framåt|fram till|fram|tom|from|until|till about|after|before|at|around|about|by|earliest|latest|min|minut|minuter|minutes|mins|tim|timme|timmar|timmarna|hour|hours|oclock|pm|tiden|h|längre än|längst|första|sista|nån timme|någon timme|en timme|par timmar|ett par timmar"
        ),
        (
            Sense.Limiting,
            "stoppa|stanna|stanna kvar|vara kvar|stay|stop|sova|sova över|sleep|laga|laga mat|cook|köra|köra bil|drive|bära|lyfta|lift|stå|städa|ensam|ensamt|själv|alone|inte hela|ej hela|inte hela natten|inte hela kvällen|inte hela tiden|inte hela passet|ej hela natten|not the whole|not all|not whole|så länge|så sent|så tidigt|senare än|tidigare än|mer än|later than|earlier than|more than|longer than"
        ),
        (
            Sense.Late,
            "sen|sent|sena|försenad|försenade|late|delayed|på väg|på ingång|strax|snart framme|framme|är på väg|on my way|running late|blir sen|kommer sent"
        ),
        (
            Sense.Withdraw,
            "avboka|avbokar|avbokning|boka av|bokar av|hoppa av|hoppar av|ställa in|ställer in|ställa in mig|backa ur|backar ur|dra mig ur|drar mig ur|lämna återbud|lämnar återbud|återbud|stryk mig|stryk|ta bort mig|ta bort|ta bort min bokning|släppa passet|släpper passet|lämna tillbaka|lämnar tillbaka|i have to cancel|have to cancel|need to cancel|must cancel|cancel|cancel my shift|back out|drop out|drop my shift|withdraw"
        ),
        (
            Sense.Leave,
            "fel nummer|fel person|inte mitt nummer|wrong number|wrong person|avregistrera mig|avregistrera oss|avanmäl mig|avanmäla mig|avanmäl|sluta skicka|sluta sms|sluta smsa|sluta messa|sluta skriva|sluta kontakta|sluta höra av er|skicka inte mer|skicka inte fler|skicka inga fler|skicka inga mer|smsa mig inte|smsa inte mig|kontakta mig inte|kontakta inte mig|ta bort mig från listan|ta bort mig från er lista|ta bort mig från sms|ta bort mig från utskicket|ta bort mig från registret|ta bort mitt nummer|ta bort numret|stryk mig från listan|stryk mig ur listan|stryk mig från er lista|inte ha fler sms|inte ha mer sms|inte ha fler meddelanden|inte ha fler mejl|inte ha flera sms|inte få fler sms|inte få mer sms|inte få fler meddelanden|inte få flera sms|inga fler sms|inga mer sms|inga flera sms|inga fler meddelanden|inga fler mejl|inte stå kvar på listan|inte vara kvar på listan|inte vara med på listan|stop sending|stop texting|stop messaging|stop contacting|stop emailing|remove me from|take me off|unsubscribe me|no more texts|no more messages|no more sms|dont text me|dont contact me|do not text me|do not contact me"
        ),
        (
            Sense.Hindrance,
            "sjuk|är sjuk|blivit sjuk|har blivit sjuk|blev sjuk|sjukt|magsjuk|magsjuka|krasslig|förkyld|feber|har feber|fått feber|covid|influensa|vab|vabba|vabbar|förhinder|får förhinder|fått förhinder|har fått förhinder|har förhinder|mår inte bra|mår dåligt|mår illa|sick|ill|am sick|unwell|fever|have a fever|have the flu|the flu"
        ),
        (
            Sense.Away,
            "at work|jobbar|working|på jobbet|på jobb|upptagen|upptagna|uppbokad|fullbokad|bortrest|bortresta|utomlands|på resa|på semester|har annat|har redan annat|redan annat|annat inbokat|annat för mig|har annat för mig|planer|har planer|har redan planer|fullt upp|har fullt upp|har möte|har ett möte|åker bort|reser bort|är iväg|i karantän|har flyttat|busy|away|out of town|abroad|on holiday|on vacation|travelling|traveling"
        ),
        (
            Sense.OtherPerson,
            "min man|min son|min fru|min dotter|min sambo|min mamma|min pappa|min kompis|min vän|min granne|min bror|min syster|mitt barn|mina barn|min kollega|my son|my husband|my wife|my daughter|my mother|my father|my friend|my neighbour|my child|my kids|my colleague|vi|we|han|hon|he|she|they|barnen|barnet|sonen|dottern|kompis"
        ),
        (
            Sense.Reserve,
            "reserv|reserven|reserver|reservlista|reservlistan|på reservlistan|som reserv|standby|stand by|backup|back up|på bänken|om ingen annan kan|om ingen annan|om ingen annan vill|om inte någon annan kan|om inte nån annan kan|om inga andra kan|om ingen kan|om ni inte hittar någon annan|om ni inte hittar någon|om ni inte hittar nån|om ni inte hittar nån annan|om ni inte får ihop|om ni inte får ihop det|om ni inte får tag i någon|om ni inte får tag på någon|om ni inte har någon|om ni inte får någon|om ni inte får någon annan|om ni inte får nån|om ni inte får nån annan|om det inte finns någon annan|om det är kris|om det blir kris|om det krisar|om det kniper|om det kör ihop sig|om det behövs|om jag behövs|om ni behöver|om ni behöver mig|om det fattas|om det fattas folk|om det fattas någon|om det saknas|om det saknas folk|om det saknas någon|om någon faller bort|om någon hoppar av|om någon faller ifrån|om nån hoppar av|om nån faller bort|om någon blir sjuk|om nån blir sjuk|vid behov|i nödfall|i värsta fall|i sista hand|kan hoppa in|if nobody else|if nobody else can|if no one else|if no one else can|if noone else can|if none else can|if needed|if necessary|if you need|if you need me|if you need someone|if someone drops out|as reserve|on reserve|reserve|as a backup|last resort"
        ),
        (
            Sense.Doubt,
            "kanske|kansk|kanse|kanke|eventuellt|ev|möjligen|möjligtvis|nja|njae|njä|vet inte|vet ej|vet inte än|vet inte riktigt|vet ännu inte|inte säker|ej säker|osäker|osäkert|oklart|oviss|tveksam|tveksamt|tror|tror jag|troligen|troligtvis|förmodligen|antagligen|nog|hoppas|hoppas kunna|försöker|ska försöka|ska se|ska kolla|kollar|kolla|måste kolla|får se|vi får se|får kolla|återkommer|hör av mig|svarar sen|svarar senare|funderar|ska fundera|ingen aning|beror på|det beror på|skulle|skulle kunna|hade|kunde|önskar|ville|ångrar|ångrat|ångrade|ändra|ändrar|ändrat|rättelse|fel|skrev fel|råkade|menar|menade|jag menar|byta|byter|byt|tvärtom|glöm|strunta|nästa|varje|each|varje vecka|each week|every week|varannan|var annan|var tredje|varannan vecka|every other|every second|every third|ibland|sometimes|förra|när som helst|vad som helst|var som helst|vart som helst|vilken som helst|vilket som helst|spelar ingen roll|kvittar|maybe|perhaps|might|may|possibly|probably|not sure|unsure|dont know|dunno|i think|let you know|get back to you|will see|we will see|should|could|would|wish|hope|hopefully|try|depends|whatever|whichever|any|anytime|any time|next|last|meant|i mean|mistake|wrong|change|swap|full|fullt|fulla|dåligt|illa|svårt|knepigt|krångligt|jobbigt|badly|hard|difficult|tricky|komma in|kommer in|inte in|oj|ojdå|oops|likely|wait|vänta|avvakta|avvaktar|avvaktas|väntar|preliminärt|prel|typ|typ kanske|jag passar|undrar|wonder|wondering"
        ),
        (
            Sense.Condition,
            "om|ifall|if|unless|såvida|såvida inte|förutsatt|under förutsättning|med förbehåll|beroende på|provided|providing|så länge som|as long as|bara jag|when|while|medan"
        ),
        (
            Sense.AskWhere,
            "var är|var ligger|var håller|var ska|var någonstans|var nånstans|var|vart|where|wheres|vilken adress|vad är adressen|adress|adressen|address|vilken kyrka|vilken lokal|which church|hur hittar|hur hittar jag|hur kommer jag dit|hur tar jag mig dit"
        ),
        (
            Sense.AskWhen,
            "vilken tid|vilka tider|vilken tid börjar|hur dags|hur länge|hur sent|hur tidigt|vad är tiderna|vad är klockan|vilket klockslag|när börjar|när slutar|när ska|när är|när|when|what time|what times|how long"
        ),
        (Sense.AskOther, "vad|vem|vilka|vilken|vilket|hur|hur många|varför|what|who|which|how|how many|why"),
        (
            Sense.AskVerb,
            "ring mig|ring gärna|ring upp mig|kan någon ringa|call me|please call|är det|är ni|är du|är jag|är vi|är passet|är lokalen|finns|finns det|behöver ni|behöver du|vill ni|behövs|behövs det|ska jag|ska man|ska vi|får jag|får man|får vi|kan man|kan ni|kan du|måste man|måste jag|har ni|har du|har jag|går det|blir det|öppnar ni|is it|is there|are there|are you|are we|do i|do you|do we|does|should i|may i|can you|am i|will there|will it"
        ),
    ];

    private static readonly (ShiftKind Shift, string Phrases)[] ShiftTable =
    [
        (
            ShiftKind.Evening,
            "kväll|kvällen|kvällar|kvällarna|kvällspass|kvällspasset|kvällspassen|kvällsskift|kvällsskiftet|kvällstid|kväl|kvll|kvell|kvälen|evening|evenings|eve|evening shift|the evening"
        ),
        (
            ShiftKind.Night,
            "natt|natten|nätter|nätterna|nattpass|nattpasset|nattpassen|nattskift|nattskiftet|nattjour|nat|naten|night|nights|night shift|the night|hela natten|overnight"
        ),
        (
            ShiftKind.Morning,
            "morgon|morgonen|morgnar|morgnarna|morgonpass|morgonpasset|morgonpassen|morgonskift|morgonskiftet|morron|morn|frukost|frukosten|frukostpass|frukostpasset|frukostdags|morning|mornings|morning shift|breakfast|breakfast shift"
        ),
    ];

    /// <summary>Senses that a misspelt word may be taken for. None of them turns an answer around.</summary>
    private static readonly HashSet<Sense> Guessable =
    [
        Sense.Thanks,
        Sense.Doubt,
        Sense.Condition,
        Sense.Reserve,
        Sense.Or,
        Sense.Hindrance,
        Sense.Withdraw,
        Sense.Can,
        Sense.Regret,
        Sense.Both,
        Sense.Away,
    ];

    /// <summary>Everyday words that are one letter from a word above and mean something else.</summary>
    private static readonly HashSet<string> NeverGuessed =
    [
        .. "matten|katten|hatten|ratten|natter|natta|bokad|bokat|avbokad|avbokat|avbokas|avbokade|passa|passera|passade|komma|kommen|kommit|vilja|villa|starta|startar|stoppad|stoppat|stoppar|frukt|kvalla|reservera|reserverad|reserverat|could|nature|mourning|kanna|kallt|kalla|kallare|varma|varmare".Split(
            '|'
        ),
    ];

    public static readonly FrozenDictionary<string, Meaning[]> ByFirstWord = Build();

    /// <summary>Single words long enough to be recognised when one letter is wrong, by their length.</summary>
    private static readonly FrozenDictionary<int, (string Word, Meaning Meaning)[]> LongWords = BuildLongWords();

    public static bool IsKnown(string word) =>
        ByFirstWord.TryGetValue(word, out var found) && found.Any(m => m.Words.Count == 1);

    public static ShiftKind? ShiftOf(string word) =>
        ByFirstWord.TryGetValue(word, out var found)
            ? found.Where(m => m.Words.Count == 1).Select(m => m.Shift).FirstOrDefault(shift => shift is not null)
            : null;

    /// <summary>
    /// The meaning that a misspelt word is one letter from: at least five letters, the first one right, and no second
    /// meaning equally near. Yes, no, not and stop are never guessed.
    /// </summary>
    public static Meaning? Guess(string word)
    {
        if (word.Length is < 5 or > 20 || NeverGuessed.Contains(word))
        {
            return null;
        }
        Meaning? nearest = null;
        for (var length = word.Length - 1; length <= word.Length + 1; length++)
        {
            foreach (var (known, meaning) in LongWords.GetValueOrDefault(length, []))
            {
                if (known[0] != word[0] || !Misspelling.IsOneEditAway(known, word))
                {
                    continue;
                }
                if (nearest is not null && !nearest.SaysTheSameAs(meaning))
                {
                    return null;
                }
                nearest = meaning;
            }
        }
        return nearest;
    }

    private static FrozenDictionary<string, Meaning[]> Build()
    {
        var meanings = Table
            .SelectMany(row => row.Phrases.Split('|').Select(phrase => Meaning.Of(row.Sense, phrase)))
            .Concat(
                ShiftTable.SelectMany(row =>
                    row.Phrases.Split('|').Select(phrase => Meaning.Of(Sense.Shift, phrase) with { Shift = row.Shift })
                )
            )
            .Concat(WeekdayWords.Meanings());
        // The longest phrase wins; of two equally long ones, the one that stands first in the tables.
        return meanings
            .GroupBy(meaning => meaning.Words[0])
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(m => m.Words.Count).ToArray());
    }

    private static FrozenDictionary<int, (string Word, Meaning Meaning)[]> BuildLongWords() =>
        ByFirstWord
            .Values.SelectMany(meanings => meanings)
            .Where(m => m.Words.Count == 1 && m.Words[0].Length >= 5)
            .Where(m =>
                m.Shift is not null || m.Weekday is not null || m.DaysAhead is not null || Guessable.Contains(m.Sense)
            )
            .GroupBy(m => m.Words[0].Length)
            .ToFrozenDictionary(group => group.Key, group => group.Select(m => (m.Words[0], m)).ToArray());
}
