using System.Text.Json;

namespace Ekn.Worker.Commands;

/// <summary>
/// Tuesday 1 December 2026 is A and Wednesday 2 December is B, each with its three shifts, asked on Monday 30 November.
/// A reading in one line: the intent, "?" when it is to ask about, what is taken, a minus before what is declined, an
/// exclamation mark before what is not on offer, the remark in quotes.
/// </summary>
public sealed class InterpretCommandTests : IAsyncLifetime
{
    private const string Offers = """
        "offers": [
            {"night": "2026-12-01", "code": "A", "shifts": ["evening", "night", "morning"]},
            {"night": "2026-12-02", "code": "B", "shifts": ["evening", "night", "morning"]}
        ]
        """;

    private const string Asked = $$"""{"now": "2026-11-30T12:10:00+01:00", {{Offers}}, "booked": []}""";

    private const string BookedOnA1 = $$"""
        {"now": "2026-11-30T12:10:00+01:00", {{Offers}}, "booked": [{"night": "2026-12-01", "shift": "evening"}]}
        """;

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TestHome home = TestHome.AsShipped();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Theory]
    [InlineData("A1", "signup 1/evening")]
    [InlineData("a 1", "signup 1/evening")]
    [InlineData("A1.", "signup 1/evening")]
    [InlineData("A1 B2", "signup 1/evening 2/night")]
    [InlineData("a1,b2", "signup 1/evening 2/night")]
    [InlineData("A1 och B2", "signup 1/evening 2/night")]
    [InlineData("A1+2", "signup 1/evening 1/night")]
    [InlineData("Ja", "unclear?")]
    [InlineData("Nej", "decline -1 -2")]
    [InlineData("nej tyvärr", "decline -1 -2")]
    [InlineData("Kan inte", "decline -1 -2")]
    [InlineData("kan ta tis kväll", "signup 1/evening")]
    [InlineData("tisdag natt o onsdag kväll", "signup 1/night 2/evening")]
    [InlineData("onsdag funkar", "unclear?")]
    [InlineData("kväll båda dagarna", "signup 1/evening 2/evening")]
    [InlineData("Hela tisdagsnatten", "signup 1/night")]
    [InlineData("imorgon kväll", "signup 1/evening")]
    [InlineData("imorrn kvall", "signup 1/evening")]
    [InlineData("inte imorgon men ons kväll", "signup 2/evening -1")]
    [InlineData("ja kväll tis men först från 22", "signup 1/evening \"först från 22\"")]
    [InlineData("1/12 morgon", "signup 1/morning")]
    [InlineData("den 2 natt", "signup 2/night")]
    [InlineData("fredag kväll", "not-offered !fredag kväll")]
    [InlineData("reserv tisdag natt", "reserve 1/night")]
    [InlineData("Jag kan tis natt om ingen annan kan", "reserve 1/night")]
    [InlineData("kanske", "unclear?")]
    [InlineData("vet inte än", "unclear?")]
    [InlineData("nej förlåt ja", "unclear?")]
    [InlineData("Tack!", "nothing")]
    [InlineData("👍", "nothing")]
    [InlineData("Kram på er", "nothing")]
    [InlineData("STOPP", "stop")]
    [InlineData("stopp tack", "stop")]
    [InlineData("Stop.", "stop")]
    [InlineData(
        "kan inte stoppa längre än till 24 tis kväll",
        "signup 1/evening \"kan inte stoppa längre än till 24\""
    )]
    [InlineData("Var är det?", "question")]
    [InlineData("I can do Tuesday evening", "signup 1/evening")]
    [InlineData("B3 men måste gå 07", "signup 2/morning \"måste gå 07\"")]
    [InlineData("c1", "not-offered !C1")]
    public async Task Every_example_is_read_as_agreed(string text, string reading) =>
        Assert.Equal(reading, await ReadAsync(Asked, text));

    [Theory]
    [InlineData("A1", "nothing")]
    [InlineData("måste tyvärr avboka, sjuk", "withdraw 1/evening")]
    public async Task Every_example_of_someone_booked_is_read_as_agreed(string text, string reading) =>
        Assert.Equal(reading, await ReadAsync(BookedOnA1, text));

    [Fact]
    public async Task The_document_is_as_agreed()
    {
        var json = (await InterpretAsync(Asked, "inte imorgon men ons kväll från 22", "--json")).IsDone().Json;

        Assert.Equal(
            """{"intent":"signup","choices":[{"night":"2026-12-02","shift":"evening"}],"declined":["2026-12-01"],"remark":"från 22","certainty":"sure","declinedShifts":[],"unoffered":[],"standing":[],"endsStanding":false,"topic":null,"rule":"ChoiceRule"}""",
            JsonSerializer.Serialize(json, Readable)
        );
    }

    [Fact]
    public async Task What_is_not_on_offer_is_told_with_its_night()
    {
        var json = (await InterpretAsync(Asked, "fredag kväll", "--json")).IsDone().Json;

        var unoffered = Assert.Single(json.GetProperty("unoffered").EnumerateArray());
        Assert.Equal("2026-12-04", unoffered.GetProperty("night").GetString());
        Assert.Equal("evening", unoffered.GetProperty("shift").GetString());
    }

    [Fact]
    public async Task A_weekday_for_good_is_told()
    {
        var json = (await InterpretAsync(Asked, "jag tar alla onsdagar kväll", "--json")).IsDone().Json;

        var standing = Assert.Single(json.GetProperty("standing").EnumerateArray());
        Assert.Equal("wednesday", standing.GetProperty("weekday").GetString());
        Assert.Equal("evening", standing.GetProperty("shift").GetString());
        Assert.False(json.GetProperty("endsStanding").GetBoolean());
    }

    [Fact]
    public async Task Now_may_be_in_any_offset_and_means_the_Swedish_day()
    {
        // 23:30 UTC on Monday is already Tuesday in Stockholm: tomorrow is Wednesday, were it not for the small hours.
        var late = Asked.Replace("2026-11-30T12:10:00+01:00", "2026-12-01T09:00:00Z", StringComparison.Ordinal);

        Assert.Equal("signup 2/evening", await ReadAsync(late, "imorgon kväll"));
    }

    [Fact]
    public async Task Without_json_it_is_told_in_words()
    {
        var run = (await InterpretAsync(Asked, "ja kväll tis men först från 22, inte ons")).IsDone();

        Assert.Equal(
            """
            signup: takes what follows.
              shifts: 2026-12-01 evening (digit 1)
              says no to: 2026-12-02
              remark: “först från 22”
            Decided by ChoiceRule.

            """.ReplaceLineEndings(),
            run.Output
        );
    }

    [Theory]
    [InlineData("kanske", "unclear: changes nothing; the writer is asked back.")]
    [InlineData("tis kväll?", "signup: a guess; changes nothing, the writer is asked back.")]
    [InlineData("", "nothing: changes nothing.")]
    public async Task A_doubt_is_told_in_words(string text, string firstLine) =>
        Assert.Equal(firstLine, (await InterpretAsync(Asked, text)).IsDone().Output.Split(Environment.NewLine)[0]);

    [Fact]
    public async Task Nothing_is_made_or_changed()
    {
        await InterpretAsync(BookedOnA1, "avboka");

        Assert.False(Directory.Exists(home.DataFolder));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        (await home.RunAsync("interpret", "--offers", home.File("none.json"), "--text", "A1")).IsRefusedWith(
            "There is no file"
        );
        (await home.RunAsync("interpret", "--offers", home.Path, "--text", "A1")).IsRefusedWith("is a folder");
    }

    [Theory]
    [InlineData("interpret --text A1", "'--offers'")]
    [InlineData("interpret --offers x.json", "'--text'")]
    [InlineData("interpret --offers x.json --text A1 extra", "'extra' is no command or option")]
    public async Task What_is_missing_is_asked_for(string words, string sentence) =>
        (await home.RunAsync(words.Split(' '))).IsRefusedWith(sentence);

    [Theory]
    [InlineData("", "is not JSON (line 1)")]
    [InlineData("{\n\"now\": ,", "is not JSON (line 2)")]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("""{"offers": []}""", "now is missing; it must be an instant written as 2026-11-30T12:10:00+01:00.")]
    [InlineData("""{"now": 12, "offers": []}""", "now is missing; it must be an instant")]
    [InlineData("""{"now": "noon", "offers": []}""", "now is 'noon'; it must be an instant")]
    [InlineData("""{"now": "0001-01-01T00:00:00Z", "offers": []}""", "it must be an instant")]
    [InlineData("""{"now": "2026-11-30T12:10:00+01:00"}""", "offers is missing; it must be a list")]
    [InlineData("""{"now": "2026-11-30T12:10:00+01:00", "offers": {}}""", "offers must be a list")]
    [InlineData("""{"now": "2026-11-30T12:10:00+01:00", "offers": [7]}""", "offers[0] must be an object")]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"code": "A", "shifts": []}]}""",
        "offers[0].night is missing; it must be the date of the night's evening"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-02-30", "code": "A", "shifts": []}]}""",
        "offers[0].night is '2026-02-30'; it must be the date of the night's evening, written as 2026-12-01."
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "shifts": []}]}""",
        "offers[0].code is missing; it must be one or two letters"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "code": "A1", "shifts": []}]}""",
        "offers[0].code is 'A1'; it must be one or two letters"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "code": "A"}]}""",
        "offers[0].shifts is missing"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "code": "A", "shifts": ["noon"]}]}""",
        "offers[0].shifts[0] is 'noon'; it must be evening, night or morning."
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "code": "A", "shifts": [1]}]}""",
        "offers[0].shifts[0] is '1'"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "code": "A", "shifts": [], "current": 1}]}""",
        "offers[0].current must be true or false"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [{"night": "2026-12-01", "code": "A", "shifts": []}, {"night": "2026-12-02", "code": "a", "shifts": []}]}""",
        "two offers have the code A"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [], "booked": [{"night": "2026-12-01"}]}""",
        "booked[0].shift is missing"
    )]
    [InlineData(
        """{"now": "2026-11-30T12:10:00+01:00", "offers": [], "booked": [{"night": "tomorrow", "shift": "night"}]}""",
        "booked[0].night is 'tomorrow'"
    )]
    [InlineData("""{"now": "\ud800", "offers": []}""", "cannot be read; save it as UTF-8")]
    public async Task An_odd_file_is_refused_in_one_sentence(string file, string sentence)
    {
        (await InterpretAsync(file, "A1")).IsRefusedWith(sentence);
        (await InterpretAsync(file, "A1", "--json")).IsRefusedWith(sentence);
    }

    private async Task<CommandRun> InterpretAsync(string offers, string text, params string[] more) =>
        await home.RunAsync(["interpret", "--offers", home.Write("offers.json", offers), "--text", text, .. more]);

    private async Task<string> ReadAsync(string offers, string text)
    {
        var json = (await InterpretAsync(offers, text, "--json")).IsDone().Json;
        return string.Join(
            ' ',
            [
                json.GetProperty("intent").GetString()!
                    + (json.GetProperty("certainty").GetString() == "ask" ? "?" : ""),
                .. json.GetProperty("choices")
                    .EnumerateArray()
                    .Select(choice => $"{DayOf(choice.GetProperty("night"))}/{choice.GetProperty("shift")}"),
                .. json.GetProperty("declined").EnumerateArray().Select(night => $"-{DayOf(night)}"),
                .. json.GetProperty("unoffered").EnumerateArray().Select(one => $"!{one.GetProperty("text")}"),
                .. json.GetProperty("remark").GetString() is { } remark ? [$"\"{remark}\""] : Array.Empty<string>(),
            ]
        );
    }

    private static string DayOf(JsonElement night) => night.GetString()![^1..];
}
