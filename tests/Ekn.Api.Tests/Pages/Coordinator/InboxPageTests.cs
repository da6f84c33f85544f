using Ekn.Core.Nights.Answering;

namespace Ekn.Api.Pages.Coordinator;

public sealed class InboxPageTests
{
    private const string Mail =
        "A1 eller A2?\n\nFrån: Ekn <ekn@example.org>\nSkickat: 30 nov\nTill: Vera\nÄmne: Vi öppnar\n\nSvara NEJ";

    [Fact]
    public async Task An_email_stands_there_as_written_with_the_letter_that_it_answers_folded_away()
    {
        await using var bench = await InboxAsync(Mail, mark: null);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator/inbox");

        Assert.Equal("A1 eller A2?", anna.Page.QuerySelector("blockquote")!.TextContent);
        Assert.Contains("Svara NEJ", anna.Page.QuerySelector("details")!.TextContent);
        Assert.Contains("Re: Vi öppnar", anna.Words);
        Assert.Contains("mailto:vera@example.org", anna.Shown.Text);
        Assert.DoesNotContain("någon annan än avsändaren", anna.Words);
    }

    [Fact]
    public async Task A_sender_that_may_be_forged_is_said_to_be_so()
    {
        await using var bench = await InboxAsync("A1", InboundMark.Unproven);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator/inbox");

        Assert.Contains("någon annan än avsändaren", anna.Words);
        Assert.Null(anna.Page.QuerySelector("details"));
    }

    [Fact]
    public async Task One_tap_settles_it_once_and_the_writer_hears_by_email()
    {
        await using var bench = await InboxAsync(Mail, mark: null);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/coordinator/inbox", "Book:2026-12-01:1");
        await anna.PostAsync("/coordinator/inbox?handler=Settle", ("id", "1"), ("who", "1"), ("says", "Stop"));

        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose = 'booked' AND channel = 'email'"));
        Assert.Equal(0, await bench.CountAsync("stopped"));
    }

    [Fact]
    public async Task A_place_in_the_second_room_can_be_given_and_who_is_booked_there_is_not_booked_again()
    {
        await using var bench = await InboxAsync(Mail, mark: null);
        await bench.ExecuteAsync(
            "INSERT INTO night_premises (night, premises_id, capacity, state) VALUES ('2026-12-01', 2, 30, 'called')"
        );
        await bench.ExecuteAsync(
            """
            INSERT INTO shift (night, night_premises_id, kind, starts_at, ends_at, heads, needed)
            SELECT night, 2, kind, starts_at, ends_at, 1, 1 FROM shift WHERE kind < 3
            """
        );
        await bench.ExecuteAsync(
            "INSERT INTO place (shift_id, number) SELECT id, 1 FROM shift WHERE night_premises_id = 2"
        );
        // The first room is full, and Vera has the night of the second.
        await bench.ExecuteAsync(
            "DELETE FROM place WHERE shift_id IN (SELECT id FROM shift WHERE night_premises_id = 1)"
        );
        await bench.ExecuteAsync("UPDATE shift SET heads = 0 WHERE night_premises_id = 1");
        await bench.ExecuteAsync(
            "UPDATE place SET volunteer_id = 1 WHERE shift_id = (SELECT id FROM shift WHERE night_premises_id = 2 AND kind = 2)"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator/inbox");

        Assert.False(anna.Page.QuerySelector("[value='Book:2026-12-01:1']")!.HasAttribute("disabled"));
        Assert.Null(anna.Page.QuerySelector("[value='Book:2026-12-01:2']"));
    }

    /// <summary>Tonight is open, and a mail of Vera's that nobody could read lies there.</summary>
    private static async Task<ApiBench> InboxAsync(string text, string? mark)
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        await bench.OpenAsync();
        await bench.Get<Inbox>().ReceiveAsync("email:m1", "email", Cast.VeraMail, text, default, "Re: Vi öppnar", mark);
        await bench.ExecuteAsync("UPDATE inbound SET state = 'inbox', role = 'volunteer', reading = 'unclear'");
        return bench;
    }
}
