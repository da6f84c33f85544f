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
    [InlineData("fredag kväll", "not-offered !fredag kvall")]
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

    private static void Reads(string text, string reading, ReplyContext? context = null) =>
        Assert.Equal(reading, VolunteerReplyReader.Read(text, context ?? Asked.AB).InOneLine());
}
