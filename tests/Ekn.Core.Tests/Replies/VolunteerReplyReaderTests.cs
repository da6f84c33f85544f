using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>The table of readings: Tuesday is A and Wednesday B, asked on Monday. Notation in <see cref="Asked.InOneLine"/>.</summary>
public sealed class VolunteerReplyReaderTests
{
    [Theory]
    [InlineData("A1", "signup A1")]
    [InlineData("a 1", "signup A1")]
    [InlineData("A1.", "signup A1")]
    [InlineData("A1 B2", "signup A1 B2")]
    [InlineData("a1,b2", "signup A1 B2")]
    [InlineData("A1 och B2", "signup A1 B2")]
    [InlineData("A1+2", "signup A1 A2")]
    [InlineData("Ja", "unclear")]
    [InlineData("Nej", "decline -A -B")]
    [InlineData("nej tyvärr", "decline -A -B")]
    [InlineData("jobbar tyvärr", "decline -A -B")]
    [InlineData("nej, jobbar", "decline -A -B")]
    [InlineData("kan inte, jobbar", "decline -A -B")]
    [InlineData("Kan inte", "decline -A -B")]
    [InlineData("kan ta tis kväll", "signup A1")]
    [InlineData("tisdag natt o onsdag kväll", "signup A2 B1")]
    [InlineData("onsdag funkar", "unclear")]
    [InlineData("kväll båda dagarna", "signup A1 B1")]
    [InlineData("Hela tisdagsnatten", "signup A2")]
    [InlineData("imorgon kväll", "signup A1")]
    [InlineData("imorrn kvall", "signup A1")]
    [InlineData("inte imorgon men ons kväll", "signup B1 -A")]
    [InlineData("ja kväll tis men först från 22", "signup A1 \"först från 22\"")]
    [InlineData("1/12 morgon", "signup A3")]
    [InlineData("den 2 natt", "signup B2")]
    [InlineData("fredag kväll", "not-offered !fredag kväll")]
    [InlineData("reserv tisdag natt", "reserve A2")]
    [InlineData("Jag kan tis natt om ingen annan kan", "reserve A2")]
    [InlineData("kanske", "unclear")]
    [InlineData("vet inte än", "unclear")]
    [InlineData("nej förlåt ja", "unclear")]
    [InlineData("Tack!", "nothing")]
    [InlineData("👍", "nothing")]
    [InlineData("Kram på er", "nothing")]
    [InlineData("STOPP", "stop")]
    [InlineData("stopp tack", "stop")]
    [InlineData("Stop.", "stop")]
    [InlineData("kan inte stoppa längre än till 24 tis kväll", "signup A1 \"kan inte stoppa längre än till 24\"")]
    [InlineData("Var är det?", "question [Where]")]
    [InlineData("I can do Tuesday evening", "signup A1")]
    [InlineData("B3 men måste gå 07", "signup B3 \"måste gå 07\"")]
    [InlineData("c1", "not-offered !C1")]
    public void The_examples_are_read_as_agreed(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("A1", "nothing")]
    [InlineData("måste tyvärr avboka, sjuk", "withdraw A1")]
    public void The_examples_of_someone_booked_are_read_as_agreed(string text, string reading) =>
        Reads(text, reading, Asked.AB.Booked("A1"));

    [Theory]
    [InlineData("(A1)", "signup A1")]
    [InlineData("A1️⃣", "signup A1")]
    [InlineData("Ａ１", "signup A1")]
    [InlineData("A1?", "signup A1")]
    [InlineData("A1A2", "signup A1 A2")]
    [InlineData("A1B2", "signup A1 B2")]
    [InlineData("A1&B1", "signup A1 B1")]
    [InlineData("A1;B1", "signup A1 B1")]
    [InlineData("A1,2", "signup A1 A2")]
    [InlineData("A 1 och 2", "signup A1 A2")]
    [InlineData("A1-3", "signup A1 A2 A3")]
    [InlineData("A1-A3", "signup A1 A2 A3")]
    [InlineData("a1 a2", "signup A1 A2")]
    [InlineData("JA A1", "signup A1")]
    [InlineData("Ja, A1.", "signup A1")]
    [InlineData("Svar: A1", "signup A1")]
    [InlineData("Anmäler mig till A1", "signup A1")]
    [InlineData("A kväll B natt", "signup A1 B2")]
    [InlineData("A och B kväll", "signup A1 B1")]
    [InlineData("inte B men A1", "signup A1 -B")]
    [InlineData("A.1", "signup A1")]
    [InlineData("A-1", "signup A1")]
    [InlineData("A:1", "signup A1")]
    [InlineData("a.1,2", "signup A1 A2")]
    [InlineData("A.1. Tack!", "signup A1")]
    [InlineData("A.1 B.2", "signup A1 B2")]
    public void Codes_are_read_however_they_are_typed(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("A12", "signup? A1 A2")]
    [InlineData("A123", "signup? A1 A2 A3")]
    [InlineData("A1 2", "signup? A1 A2")]
    [InlineData("A1/2", "signup? A1 A2")]
    [InlineData("1A", "signup? A1")]
    [InlineData("A1, 2/12", "signup? A1")]
    [InlineData("A1/B2", "unclear")]
    [InlineData("A1 eller B1", "unclear")]
    [InlineData("AB1", "unclear")]
    [InlineData("A11", "not-offered !A11")]
    [InlineData("A4", "not-offered !A4")]
    [InlineData("A1 c1", "signup A1 !C1")]
    [InlineData("D2 tack", "not-offered !D2")]
    [InlineData("A1000000000000", "unclear")]
    [InlineData("A", "unclear")]
    [InlineData("A - 1", "unclear")]
    [InlineData("A.1/12", "unclear")]
    [InlineData("A:15", "unclear")]
    [InlineData("A och B", "unclear")]
    [InlineData("A1 inte B2", "unclear")]
    [InlineData("A1 kan inte B", "unclear")]
    public void Codes_that_may_be_a_slip_are_asked_about(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("kan tisdag kväll och onsdag natt", "signup A1 B2")]
    [InlineData("kan tis och ons kväll", "signup A1 B1")]
    [InlineData("tis, ons kväll", "signup A1 B1")]
    [InlineData("tis+ons kväll", "signup A1 B1")]
    [InlineData("kväll tis natt ons", "signup A1 B2")]
    [InlineData("kväll tis och natt ons", "signup A1 B2")]
    [InlineData("ja tis men bara kväll", "signup A1")]
    [InlineData("kan bara tis kväll", "signup A1")]
    [InlineData("Jag tar gärna onsdag natt!", "signup B2")]
    [InlineData("skriv upp mig tis kväll tack", "signup A1")]
    [InlineData("Hej! Jag kan hjälpa till på tisdag kväll. Mvh Eva", "signup A1")]
    [InlineData("hej! kan båda kvällarna, hälsn Bo", "signup A1 B1")]
    [InlineData("hej kan båda kvällarna hälsn Tor", "signup A1 B1")]
    [InlineData("A1 // Sara Ek", "signup A1")]
    [InlineData("Tuesday night pls", "signup A2")]
    [InlineData("alla kvällar", "signup A1 B1")]
    [InlineData("alla pass tisdag", "signup A1 A2 A3")]
    [InlineData("nattpasset tisdag", "signup A2")]
    [InlineData("hela natten tisdag", "signup A2")]
    [InlineData("frukosten 1/12", "signup A3")]
    [InlineData("tisdagskväll", "signup A1")]
    [InlineData("tiskväll", "signup A1")]
    [InlineData("Tis. kväll", "signup A1")]
    [InlineData("TISDAG   KVÄLL!!!", "signup A1")]
    [InlineData("i övermorgon kväll", "signup B1")]
    [InlineData("2/12 kväll", "signup B1")]
    [InlineData("1 dec kväll", "signup A1")]
    [InlineData("den 1:a kväll", "signup A1")]
    [InlineData("kvällen den 1", "signup A1")]
    [InlineData("tis 1/12 kväll", "signup A1")]
    [InlineData("imorgon tisdag kväll", "signup A1")]
    [InlineData("1 och 2/12 kväll", "signup A1 B1")]
    [InlineData("1-2/12 kväll", "signup A1 B1")]
    [InlineData("den 1 och 2 kväll", "signup A1 B1")]
    [InlineData("mån-ons kväll", "signup A1 B1")]
    [InlineData("natten mot onsdag", "signup A2")]
    [InlineData("natten mot ons 2/12", "signup A2")]
    [InlineData("natten mellan tisdag och onsdag", "signup A2")]
    [InlineData("natt till ons", "signup A2")]
    public void Words_for_nights_and_shifts_are_read(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("Tuesday and Wednesday evening", "signup A1 B1")]
    [InlineData("Yes I can come tomorrow evening", "signup A1")]
    [InlineData("I am free tuesday night", "signup A2")]
    [InlineData("I'll take A1", "signup A1")]
    [InlineData("both evenings", "signup A1 B1")]
    [InlineData("dec 1 evening", "signup A1")]
    [InlineData("I can't", "decline -A -B")]
    [InlineData("Can't make it sorry", "decline -A -B")]
    [InlineData("sorry no", "decline -A -B")]
    [InlineData("I can't do Tuesday but Wednesday evening works", "signup B1 -A")]
    [InlineData("Not Tuesday, but Wednesday evening is fine", "signup B1 -A")]
    [InlineData("If nobody else can, I can do Tuesday evening", "reserve A1")]
    [InlineData("backup for A1", "reserve A1")]
    [InlineData("where is it?", "question [Where]")]
    [InlineData("what time?", "question [When]")]
    [InlineData("thank you so much", "nothing")]
    [InlineData("stop please", "stop")]
    [InlineData("maybe", "unclear")]
    [InlineData("I can do a evening", "unclear")]
    [InlineData("I have a car", "unclear")]
    public void English_is_read(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("A1 Sara", "signup A1")]
    [InlineData("A1\nSara Öst", "signup A1")]
    [InlineData("Hej, det är sara. Jag kan A1", "signup A1")]
    [InlineData("nej /Sara", "decline -A -B")]
    [InlineData("Lisa kan A1", "signup? A1 \"Lisa\"")]
    [InlineData("A1 Lisa", "signup? A1 \"Lisa\"")]
    [InlineData("Sara", "unclear")]
    public void The_writers_own_name_is_no_word_of_the_answer(string text, string reading) =>
        Reads(text, reading, Asked.AB with { WriterName = "Sara Öst" });

    [Fact]
    public void A_name_that_is_a_day_still_names_the_day() =>
        Reads("Tor kväll", "not-offered !Tor kväll", Asked.AB with { WriterName = "Tor Ek" });

    [Theory]
    [InlineData("tisdgs kväll", "signup A1")]
    [InlineData("tsidag kväll", "signup A1")]
    [InlineData("tisdag kvälll", "signup A1")]
    [InlineData("onsdag nattten", "signup B2")]
    [InlineData("kv?ll tisdag", "signup A1")]
    [InlineData("jaaaa A1", "signup A1")]
    [InlineData("neeej", "decline -A -B")]
    [InlineData("tirsdag kväll", "unclear")]
    [InlineData("tisdag matten", "unclear")]
    [InlineData("katten tisdag", "unclear")]
    public void Misspellings_are_tolerated_when_only_one_word_is_near(string text, string reading) =>
        Reads(text, reading);

    [Theory]
    [InlineData("kan ej", "decline -A -B")]
    [InlineData("Absolut inte", "decline -A -B")]
    [InlineData("Nä", "decline -A -B")]
    [InlineData("Tyvärr kan jag inte denna gång", "decline -A -B")]
    [InlineData("har inte tid tisdag", "decline -A")]
    [InlineData("går inte tis kväll", "decline -A -A1")]
    [InlineData("nej A1", "decline -A -A1")]
    [InlineData("A1 nej", "decline -A -A1")]
    [InlineData("nej B", "decline -B")]
    [InlineData("tisdag kväll är jag på jobbet", "decline -A -A1")]
    [InlineData("jag är inte ledig tis kväll", "decline -A -A1")]
    [InlineData("nej förlåt", "decline -A -B")]
    [InlineData("varken A eller B", "decline -A -B")]
    [InlineData("kan inte tis och ons", "decline -A -B")]
    [InlineData("kan inte A1 eller B2", "decline -A -B -A1 -B2")]
    [InlineData("nej till båda", "decline -A -B")]
    [InlineData("inte kväll", "decline -A -B -A1 -B1")]
    [InlineData("Nej jag är bortrest hela veckan", "decline -A -B \"Nej jag är bortrest hela veckan\"")]
    [InlineData("är sjuk tyvärr", "decline -A -B")]
    [InlineData("tyvärr, jag jobbar", "decline -A -B")]
    [InlineData("Sorry, no", "decline -A -B")]
    [InlineData("Tyvärr. Kan inte.", "decline -A -B")]
    [InlineData("jag hade gärna kommit men kan inte", "decline -A -B")]
    [InlineData("Vill gärna men kan tyvärr inte", "decline -A -B")]
    [InlineData("skulle så gärna men jobbar", "decline -A -B")]
    [InlineData("Would love to but can't", "decline -A -B")]
    [InlineData("kan inte tis, ons", "decline? -A -B")]
    [InlineData("kan inte tis kväll före 22", "decline? -A -A1")]
    [InlineData("tyvärr", "decline? -A -B")]
    [InlineData("min son är sjuk", "decline? -A -B \"min son är sjuk\"")]
    [InlineData("det går tyvärr inte", "decline -A -B")]
    [InlineData("inte möjligt", "decline -A -B \"inte möjligt\"")]
    [InlineData("kan ej dessa datum", "decline -A -B \"ej dessa\"")]
    [InlineData("kan inte den veckan", "decline -A -B \"inte den veckan\"")]
    [InlineData("går inte den här veckan", "decline -A -B \"går inte den här veckan\"")]
    [InlineData("kan inte någon av dagarna", "decline -A -B \"inte någon av dagarna\"")]
    [InlineData("har redan planer", "decline -A -B")]
    [InlineData("åker bort", "decline -A -B")]
    [InlineData("nej men fråga gärna igen", "decline -A -B")]
    [InlineData("Hej, tyvärr kan jag inte den här gången men fråga gärna igen. Hälsningar Per", "decline -A -B")]
    [InlineData("kan inte nu men gärna nästa gång", "decline -A -B")]
    [InlineData("nej tack, kanske nästa gång", "decline -A -B")]
    [InlineData("Sorry I can't, maybe next time", "decline -A -B")]
    public void A_no_is_read_with_what_it_refuses(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("inte A1 men A2", "signup A2 -A1")]
    [InlineData("A1 ja B2 nej", "signup A1 -B -B2")]
    [InlineData("ja A1 nej B2", "signup A1 -B -B2")]
    [InlineData("nej A ja B1", "signup B1 -A")]
    [InlineData("ja till A1 och nej till B2", "signup A1 -B -B2")]
    [InlineData("Kan A1. Kan inte B.", "signup A1 -B")]
    [InlineData("tis kväll går bra men inte ons", "signup A1 -B")]
    [InlineData("tis kväll går bra natten går inte", "signup A1 -A2")]
    [InlineData("Ja jag kan på tisdag kväll men inte natten", "signup A1 -A2")]
    [InlineData("nej men jag kan ons kväll", "signup B1 -A")]
    [InlineData("nej men jag kan fre", "not-offered -A -B !fre")]
    [InlineData("är bortrest tis men kan onsdag natt", "signup B2 -A")]
    public void A_no_to_one_and_a_yes_to_another_are_both_kept(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("A1 från kl 22", "signup A1 \"från kl 22\"")]
    [InlineData("A1 22:00", "signup A1 \"22:00\"")]
    [InlineData("A1 (kommer 21)", "signup A1 \"21\"")]
    [InlineData("A1 men slutar 22", "signup A1 \"slutar 22\"")]
    [InlineData("A1 fast går tidigt", "signup A1 \"går tidigt\"")]
    [InlineData("kan jobba tisdag kväll 19-23", "signup A1 \"19-23\"")]
    [InlineData("kan inte före 22 tis kväll", "signup A1 \"kan inte före 22\"")]
    [InlineData("tis natt men inte hela natten", "signup A2 \"inte hela natten\"")]
    [InlineData("tis kväll men kan inte köra bil", "signup A1 \"kan inte köra bil\"")]
    [InlineData("kan A1 och tar med kaffe", "signup A1 \"med kaffe\"")]
    [InlineData("Hej det är Bo, kan A1", "signup A1 \"Bo\"")]
    [InlineData("A2 till 03", "signup A2 \"till 03\"")]
    public void Qualifiers_are_kept_as_remarks(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("A1 om det behövs", "reserve A1")]
    [InlineData("tis natt om ni inte får någon annan", "reserve A2")]
    [InlineData("tis kväll om det är kris", "reserve A1")]
    [InlineData("tis kväll, om ingen annan kan", "reserve A1")]
    [InlineData("kan hoppa in tis kväll om det krisar", "reserve A1")]
    [InlineData("Gärna tisdag kväll om det behövs", "reserve A1")]
    [InlineData("kan hoppa in tis kväll", "reserve? A1")]
    [InlineData("ja reserv tis och ons natt", "reserve A2 B2")]
    [InlineData("ja tis natt som reserv", "reserve A2")]
    [InlineData("tisdag reserv natt", "reserve A2")]
    [InlineData("A1 ja, B2 reserv", "unclear")]
    [InlineData("tisdagnatt reserv och onsdagkväll ja", "unclear")]
    [InlineData("onsdagkväll ja och tisdagnatt reserv", "unclear")]
    [InlineData("A2 reserv B1", "unclear")]
    [InlineData("reserv", "unclear")]
    [InlineData("kan hoppa in om det krisar", "unclear")]
    public void A_reserve_is_not_booked(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("ok", "unclear")]
    [InlineData("javisst", "unclear")]
    [InlineData("ja gärna men inte natten", "unclear")]
    [InlineData("Jag kan på tisdag men bara om jag slipper vara ensam", "unclear")]
    [InlineData("A1 om jag får ledigt", "unclear")]
    [InlineData("skulle kunna ta A1", "unclear")]
    [InlineData("tror jag kan A1", "unclear")]
    [InlineData("A1, om jag får skjuts?", "unclear")]
    [InlineData("A1, kanske?", "unclear")]
    [InlineData("kan jag få skjuts? Då kan jag A1", "unclear [Unknown]")]
    [InlineData("Is there parking? Then A1", "unclear [Unknown]")]
    [InlineData("tis kväll fungerar dåligt", "unclear")]
    [InlineData("tis kväll, nej förlåt ons kväll", "unclear")]
    [InlineData("tis kväll, nej ons kväll", "unclear")]
    [InlineData("A1 nej vänta B1", "unclear")]
    [InlineData("efter tisdag kväll", "signup? A1 \"efter\"")]
    [InlineData("tidigast onsdag kväll", "signup? B1 \"tidigast\"")]
    [InlineData("från tisdag kväll", "signup? A1 \"från\"")]
    [InlineData("Tar ni emot folk tis kväll?", "signup? A1 \"emot folk\"")]
    [InlineData("skulle gärna ta A1 men kan inte", "unclear")]
    [InlineData("vill gärna men vet inte", "unclear")]
    [InlineData("stoppa A1", "unclear")]
    [InlineData("stop A1 please", "unclear")]
    [InlineData("A1 annars inget", "unclear")]
    [InlineData("STOPP A1", "unclear")]
    [InlineData("sluta A1", "unclear")]
    [InlineData("kan A1 nästa gång", "unclear")]
    [InlineData("gärna nästa gång", "unclear")]
    [InlineData("kanske nästa gång", "unclear")]
    [InlineData("nästa gång A1", "unclear")]
    [InlineData("alla utom A3", "unclear")]
    [InlineData("ta bort mig", "unclear")]
    [InlineData("A1 är väl full", "unclear")]
    [InlineData("A1 var kul", "unclear")]
    [InlineData("byt A1 mot B2", "unclear")]
    [InlineData("A2 istället för A1", "unclear")]
    [InlineData("ja, nej", "unclear")]
    [InlineData("A1. Nej", "unclear")]
    [InlineData("Nej, A1", "signup? A1 -B")]
    [InlineData("nej jag kan fre", "unclear")]
    [InlineData("tis kväll men kan inte", "unclear")]
    [InlineData("tis kväll men har inte bil", "signup? A1 \"inte bil\"")]
    [InlineData("kan inte tis, ons kväll", "decline? -A -B -A1 -B1")]
    [InlineData("Lisa kan A1", "signup? A1 \"Lisa\"")]
    [InlineData("vi kan båda tis kväll", "signup? A1 B1 \"vi\"")]
    [InlineData("Jag och min man kan A1", "signup? A1 \"min man\"")]
    [InlineData("A1 och 2 vänner", "signup? A1 \"2 vänner\"")]
    [InlineData("2 st kan komma A1", "signup? A1 \"2 st\"")]
    [InlineData("tisdag kväll ska jag på bio", "signup? A1 \"ska jag på bio\"")]
    [InlineData("tisdag kväll, ska på bio", "signup? A1 \"ska på bio\"")]
    [InlineData("vi ses tis kväll", "signup? A1")]
    [InlineData("tis kväll?", "signup? A1")]
    [InlineData("Kan jag ta tis kväll?", "signup? A1")]
    [InlineData("tis kväll och ons", "signup? A1")]
    [InlineData("kväll tis och natt", "signup? A1")]
    [InlineData("tis-ons natt", "signup? A2 B2")]
    [InlineData("ons morgon", "signup? B3")]
    [InlineData("tors morgon", "signup? B3")]
    [InlineData("3/12 morgon", "signup? B3")]
    [InlineData("båda", "unclear")]
    [InlineData("båda nätterna", "signup? A2 B2")]
    [InlineData("båda passen tisdag", "unclear")]
    [InlineData("alla", "unclear")]
    [InlineData("kväll", "unclear")]
    [InlineData("tisdag", "unclear")]
    [InlineData("1", "unclear")]
    [InlineData("tis 2/12 kväll", "unclear")]
    [InlineData("nästa tisdag kväll", "unclear")]
    [InlineData("alla onsdagar", "unclear every:Wed")]
    [InlineData("när som helst", "unclear")]
    [InlineData("vad som helst på tisdag", "unclear")]
    [InlineData("nja", "unclear")]
    [InlineData("ska kolla", "unclear")]
    [InlineData("jobbar till 22 men kan sen", "unclear")]
    [InlineData("A1 men jobbar till 18", "signup? A1 \"jobbar till 18\"")]
    [InlineData("vi kan inte stoppa nu", "unclear")]
    [InlineData("?", "unclear")]
    [InlineData("asdf", "unclear")]
    public void Doubt_contradiction_and_other_peoples_plans_are_asked_about(string text, string reading) =>
        Reads(text, reading);

    [Theory]
    [InlineData("ikväll", "not-offered !ikväll")]
    [InlineData("i natt", "not-offered !i natt")]
    [InlineData("14/10", "not-offered !14/10")]
    [InlineData("den 24 kväll", "not-offered !den 24 kväll")]
    [InlineData("lör natt", "not-offered !lör natt")]
    [InlineData("3/12 kväll", "not-offered !3/12 kväll")]
    [InlineData("man kväll", "not-offered !man kväll")]
    [InlineData("fre morgon", "not-offered !fre morgon")]
    [InlineData("tors natt", "not-offered !tors natt")]
    public void What_was_not_offered_is_named(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("Är det fullt?", "question [Unknown]")]
    [InlineData("Behövs det folk tis kväll?", "question [Unknown]")]
    [InlineData("kan man komma sent?", "question [Unknown]")]
    [InlineData("kan jag ta med min hund?", "question [Unknown]")]
    [InlineData("kan någon hämta mig vid tåget?", "question [Unknown]")]
    [InlineData("A1. Kan min fru följa med?", "signup A1 [Unknown]")]
    [InlineData("kan jag komma?", "unclear")]
    [InlineData("ring mig", "question [Unknown]")]
    [InlineData("kan någon ringa mig", "question [Unknown]")]
    [InlineData("Jag kan tis natt. Ring mig ikväll", "signup A2 [Unknown]")]
    [InlineData("när börjar det", "question [When]")]
    [InlineData("vilken tid?", "question [When]")]
    [InlineData("Var och när?", "question [WhereAndWhen]")]
    [InlineData("hur många behövs?", "question [Unknown]")]
    [InlineData("A1. Var är det?", "signup A1 [Where]")]
    [InlineData("Kan tis kväll, vilken tid?", "signup A1 [When]")]
    [InlineData("hej?", "nothing")]
    public void Questions_are_told_apart_from_answers(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("Avregistrera mig")]
    [InlineData("ta bort mig från listan")]
    [InlineData("vill inte ha fler sms")]
    [InlineData("Nej, inga fler sms tack")]
    [InlineData("sluta sms:a mig")]
    [InlineData("sluta skicka")]
    [InlineData("stop texting me")]
    [InlineData("Fel nummer!")]
    [InlineData("ni har fel nummer")]
    [InlineData("STOPP. Mvh Anna")]
    [InlineData("stopp nu räcker det")]
    public void Who_wants_out_in_other_words_than_STOP_is_told_of_it_and_nothing_changes(string text)
    {
        Reads(text, "question [Leaving]");
        Reads(text, "question [Leaving]", Asked.AB.Booked("A1"));
    }

    [Theory]
    [InlineData("A1 men inga fler sms", "signup A1 \"inga fler sms\"")]
    [InlineData("kan inte stoppa", "unclear")]
    [InlineData("jag slutar 22", "unclear")]
    public void A_word_for_stop_inside_an_answer_lets_nobody_go(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("Ok tack", "nothing")]
    [InlineData("God jul", "nothing")]
    [InlineData("Hej alla, tack!", "nothing")]
    [InlineData("tack för ikväll", "nothing")]
    [InlineData("Tack för att ni finns!", "nothing")]
    [InlineData("vi ses!", "nothing")]
    [InlineData("god natt", "nothing")]
    [InlineData("...", "nothing")]
    public void Courtesies_mean_nothing(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("Ja", "signup A1")]
    [InlineData("ja tack", "signup A1")]
    [InlineData("kommer gärna!", "signup A1")]
    [InlineData("Självklart kommer jag", "signup A1")]
    [InlineData("Ja! Var är det?", "signup A1 [Where]")]
    [InlineData("ja men från 22", "signup A1 \"från 22\"")]
    [InlineData("Ja, men bara till 23", "signup A1 \"bara till 23\"")]
    [InlineData("ja men inte ensam", "signup A1 \"inte ensam\"")]
    [InlineData("tisdag", "signup A1")]
    [InlineData("kväll", "signup A1")]
    [InlineData("A", "signup A1")]
    [InlineData("1", "signup A1")]
    [InlineData("Nej", "decline -A")]
    [InlineData("har inte tid", "decline -A")]
    [InlineData("passar inte", "decline -A")]
    [InlineData("om ingen annan kan", "reserve A1")]
    [InlineData("natt", "not-offered !natt")]
    [InlineData("2", "not-offered !2")]
    [InlineData("ok", "unclear")]
    [InlineData("ja?", "signup? A1")]
    [InlineData("ja, men vänta", "unclear")]
    [InlineData("gärna om det går", "unclear")]
    [InlineData("ja inte", "unclear")]
    [InlineData("inte nej", "unclear")]
    [InlineData("tyvärr ja", "signup? A1")]
    [InlineData("jag kan hämta filtar", "unclear")]
    [InlineData("ja jag kan hämta filtar", "signup? A1 \"hämta filtar\"")]
    [InlineData("ja tar med min kompis", "signup? A1 \"med min kompis\"")]
    public void One_shift_on_offer_needs_no_naming(string text, string reading) => Reads(text, reading, Asked.OnlyA1);

    [Theory]
    [InlineData("1", "signup A1")]
    [InlineData("1 och 2", "signup A1 A2")]
    [InlineData("1,2", "signup A1 A2")]
    [InlineData("ja 1", "signup A1")]
    [InlineData("natt", "signup A2")]
    [InlineData("hela natten", "signup A2")]
    [InlineData("ja", "unclear")]
    [InlineData("2 personer", "unclear")]
    [InlineData("ja gärna men inte natten", "unclear")]
    public void One_night_on_offer_needs_no_letter(string text, string reading) => Reads(text, reading, Asked.OnlyA);

    [Theory]
    [InlineData("avboka", "withdraw A1")]
    [InlineData("avboka A1", "withdraw A1")]
    [InlineData("måste hoppa av", "withdraw A1")]
    [InlineData("är sjuk", "withdraw A1")]
    [InlineData("har fått förhinder tyvärr", "withdraw A1")]
    [InlineData("hej, får tyvärr förhinder imorgon. mvh Anna", "withdraw A1")]
    [InlineData("I'm ill, can't come", "withdraw A1")]
    [InlineData("kan inte tis", "withdraw A1")]
    [InlineData("kan inte tis kväll", "withdraw A1")]
    [InlineData("A1 nej", "withdraw A1")]
    [InlineData("kan inte komma imorgon", "withdraw A1")]
    [InlineData("min son är sjuk så jag kan inte komma", "withdraw A1")]
    [InlineData("Nej", "withdraw? A1")]
    [InlineData("kan inte", "withdraw? A1")]
    [InlineData("kan inte komma", "withdraw? A1")]
    [InlineData("kan tyvärr inte ändå", "withdraw? A1")]
    [InlineData("måste tyvärr ställa in", "withdraw A1")]
    [InlineData("ska ni ställa in?", "question [Unknown]")]
    [InlineData("kan jag avboka?", "withdraw? A1")]
    [InlineData("min son är sjuk", "withdraw? A1")]
    [InlineData("är bortrest tisdag", "withdraw? A1")]
    [InlineData("kan inte A1 men tar A2 istället", "withdraw? A1")]
    [InlineData("kan inte hitta", "unclear")]
    [InlineData("det är ingen här", "unclear")]
    [InlineData("nej men jag kan ons kväll", "signup? B1")]
    [InlineData("har ingen nyckel", "unclear")]
    [InlineData("jag kommer inte in", "unclear")]
    [InlineData("kan inte öppna dörren", "unclear")]
    [InlineData("är lite förkyld men kommer", "unclear")]
    [InlineData("har fått covid", "withdraw A1")]
    [InlineData("min dotter har feber så jag kan tyvärr inte imorgon", "withdraw A1")]
    [InlineData("avboka B2", "unclear")]
    [InlineData("vill inte avboka", "unclear")]
    [InlineData("är inte sjuk", "unclear")]
    [InlineData("kanske måste avboka", "unclear")]
    [InlineData("om jag blir sjuk", "unclear")]
    [InlineData("sjuk men kommer", "unclear")]
    [InlineData("Är det avbokat?", "question [Unknown]")]
    [InlineData("can't make it", "withdraw? A1")]
    [InlineData("I can't find the door", "unclear")]
    [InlineData("avboka A1 ta B1", "withdraw? A1")]
    [InlineData("A2 istället", "unclear")]
    [InlineData("onsdag kväll istället", "unclear")]
    [InlineData("STOPP A1", "unclear")]
    [InlineData("nej A2", "decline -A2")]
    [InlineData("kan inte ons", "decline -B")]
    public void Someone_booked_gives_a_place_back_only_when_it_is_plain(string text, string reading) =>
        Reads(text, reading, Asked.AB.Booked("A1"));

    [Theory]
    [InlineData("ok", "nothing")]
    [InlineData("Tack för i kväll", "nothing")]
    [InlineData("God natt", "nothing")]
    [InlineData("tisdag kväll", "nothing")]
    [InlineData("A1 men från 22", "nothing \"från 22\"")]
    [InlineData("kommer 10 min sent", "nothing \"kommer 10 min sent\"")]
    [InlineData("är på väg", "nothing \"är på väg\"")]
    [InlineData("kommer som planerat", "nothing \"som planerat\"")]
    [InlineData("reserv A1", "unclear")]
    [InlineData("inte B men A1", "decline -B")]
    [InlineData("A1 A2", "signup A2")]
    [InlineData("STOPP", "stop")]
    public void Someone_booked_who_says_nothing_new_stays_booked(string text, string reading) =>
        Reads(text, reading, Asked.AB.Booked("A1"));

    [Theory]
    [InlineData("sjuk", "withdraw? A1 B2")]
    [InlineData("avboka", "withdraw? A1 B2")]
    [InlineData("Nej", "withdraw? A1 B2")]
    [InlineData("avboka onsdag", "withdraw B2")]
    [InlineData("avboka natten", "withdraw B2")]
    [InlineData("är sjuk imorgon", "withdraw A1")]
    public void With_two_bookings_the_one_to_give_back_must_be_named(string text, string reading) =>
        Reads(text, reading, Asked.AB.Booked("A1 B2"));

    [Theory]
    [InlineData("i natt", "signup A2")]
    [InlineData("kan i natt", "signup A2")]
    [InlineData("tisdag natt", "signup A2")]
    [InlineData("imorgon kväll", "not-offered !imorgon kväll")]
    [InlineData("ikväll", "signup B1")]
    public void Half_past_midnight_belongs_to_the_night_before(string text, string reading) =>
        Reads(text, reading, Asked.AB.At("2026-12-02T00:30"));

    [Theory]
    [InlineData("i natt", "signup A2")]
    [InlineData("ikväll", "signup A1")]
    [InlineData("kan idag kväll", "signup A1")]
    [InlineData("ikväll och natten", "signup A1 A2")]
    [InlineData("ikväll och imorgon kväll", "signup A1 B1")]
    [InlineData("tonight", "unclear")]
    public void On_the_day_itself_today_and_tonight_are_that_night(string text, string reading) =>
        Reads(text, reading, Asked.AB.At("2026-12-01T10:00"));

    [Theory]
    [InlineData("Kan tyvärr ej ikväll", "decline -A")]
    [InlineData("inte i kväll", "decline -A")]
    [InlineData("kan inte ikväll men imorgon natt", "not-offered -A !imorgon natt")]
    [InlineData("ikväll", "not-offered !ikväll")]
    [InlineData("kan inte tis kväll", "not-offered !tis kväll")]
    public void Who_cannot_tonight_cannot_its_night_either(string text, string reading) =>
        Reads(text, reading, Asked.With([Asked.A with { Shifts = [ShiftKind.Night] }], at: "2026-12-01T12:10"));

    [Fact]
    public void A_code_counts_however_late_it_comes()
    {
        var context = Asked.With([Asked.A with { IsCurrent = false }], at: "2026-12-05T10:00");

        Assert.Equal("signup A2", VolunteerReplyReader.Read("A2", context).InOneLine());
        Assert.Equal("not-offered !tisdag natt", VolunteerReplyReader.Read("tisdag natt", context).InOneLine());
    }

    [Fact]
    public void A_bare_answer_means_what_was_last_offered()
    {
        var older = Asked.A with { IsCurrent = false };
        var current = Asked.B with { Shifts = [ShiftKind.Night] };
        var context = Asked.With([older, current]);

        Assert.Equal("signup B2", VolunteerReplyReader.Read("Ja", context).InOneLine());
        Assert.Equal("decline -B", VolunteerReplyReader.Read("Nej", context).InOneLine());
        Assert.Equal("signup A1", VolunteerReplyReader.Read("A1", context).InOneLine());
        Assert.Equal("signup A1", VolunteerReplyReader.Read("tis kväll", context).InOneLine());
    }

    [Fact]
    public void A_no_to_something_new_leaves_an_older_booking_alone()
    {
        var context = Asked.With([Asked.A with { IsCurrent = false }, Asked.B]).Booked("A1");

        Assert.Equal("decline -B", VolunteerReplyReader.Read("Nej tyvärr", context).InOneLine());
    }

    [Fact]
    public void With_nothing_on_offer_a_yes_is_unclear_and_a_code_unknown()
    {
        var context = Asked.With([]);

        Assert.Equal("unclear", VolunteerReplyReader.Read("Ja", context).InOneLine());
        Assert.Equal("decline", VolunteerReplyReader.Read("Nej", context).InOneLine());
        Assert.Equal("not-offered !A1", VolunteerReplyReader.Read("A1", context).InOneLine());
        Assert.Equal("nothing", VolunteerReplyReader.Read("Tack", context).InOneLine());
    }

    [Theory]
    [InlineData("AB1", "signup A1")]
    [InlineData("ab 2", "signup A2")]
    [InlineData("AB1+3 I2", "signup A1 A3 B2")]
    [InlineData("i2", "signup B2")]
    [InlineData("kommer i 2 timmar", "unclear")]
    public void Codes_of_two_letters_and_letters_that_are_words_are_read(string text, string reading) =>
        Reads(text, reading, Asked.With([Asked.A with { Code = "AB" }, Asked.B with { Code = "i" }]));

    [Fact]
    public void A_weekday_that_was_offered_twice_is_asked_about()
    {
        var context = Asked.With([Asked.A, Asked.A with { Night = Asked.Tuesday.AddDays(7), Code = "C" }]);

        Assert.Equal("unclear", VolunteerReplyReader.Read("tisdag kväll", context).InOneLine());
        Assert.Equal("signup A1", VolunteerReplyReader.Read("tis 1/12 kväll", context).InOneLine());
        Assert.Equal("signup 2026-12-081", VolunteerReplyReader.Read("8/12 kväll", context).InOneLine());
    }

    [Fact]
    public void A_new_year_is_crossed()
    {
        var context = Asked.With([Asked.A with { Night = Calendar.Night.Parse("2027-01-01") }], at: "2026-12-31T12:05");

        Assert.Equal("signup 2027-01-011", VolunteerReplyReader.Read("imorgon kväll", context).InOneLine());
        Assert.Equal("signup 2027-01-011", VolunteerReplyReader.Read("1/1 kväll", context).InOneLine());
        Assert.Equal("signup 2027-01-011", VolunteerReplyReader.Read("fredag kväll", context).InOneLine());
    }

    [Fact]
    public void What_was_not_offered_is_named_with_night_and_shift()
    {
        var day = Assert.Single(VolunteerReplyReader.Read("fredag kväll", Asked.AB).Unoffered);
        Assert.Equal(new Unoffered("fredag kväll", Calendar.Night.Parse("2026-12-04"), null, ShiftKind.Evening), day);

        var code = Assert.Single(VolunteerReplyReader.Read("c1", Asked.AB).Unoffered);
        Assert.Equal(new Unoffered("C1", null, "C1", ShiftKind.Evening), code);
    }

    [Fact]
    public void A_long_letter_is_left_to_a_person_even_when_it_begins_with_a_code()
    {
        var letter = "A1 " + string.Concat(Enumerable.Repeat("hej ", 300));

        Assert.Equal("unclear", VolunteerReplyReader.Read(letter, Asked.AB).InOneLine());
    }

    [Fact]
    public void Every_reading_names_the_rule_that_made_it()
    {
        Assert.Equal("StopRule", VolunteerReplyReader.Read("STOPP", Asked.AB).Rule);
        Assert.Equal("ChoiceRule", VolunteerReplyReader.Read("A1", Asked.AB).Rule);
    }

    private static void Reads(string text, string reading, ReplyContext? context = null) =>
        Assert.Equal(reading, VolunteerReplyReader.Read(text, context ?? Asked.AB).InOneLine());
}
