namespace Ekn.Core.Replies;

/// <summary>
/// Weekdays taken for good and given up. Tuesday is A and Wednesday B, asked on Monday; notation in
/// <see cref="Asked.InOneLine"/>.
/// </summary>
public sealed class StandingWeekdaysTests
{
    [Theory]
    [InlineData("jag tar alla onsdagar kväll", "signup B1 every:Wed1")]
    [InlineData("jag kan alla onsdagar kväll", "signup B1 every:Wed1")]
    [InlineData("alla onsdagar kväll", "signup B1 every:Wed1")]
    [InlineData("ALLA ONSDAGAR KVALL!", "signup B1 every:Wed1")]
    [InlineData("Jag kan ta alla onsdagskvällar", "signup B1 every:Wed1")]
    [InlineData("varje tisdag natt", "signup A2 every:Tue2")]
    [InlineData("varje tisdagsnatt", "signup A2 every:Tue2")]
    [InlineData("kväll varje onsdag", "signup B1 every:Wed1")]
    [InlineData("every Wednesday evening", "signup B1 every:Wed1")]
    [InlineData("I can do all Wednesday evenings", "signup B1 every:Wed1")]
    [InlineData("I'll take Wednesdays, evening", "signup B1 every:Wed1")]
    [InlineData("onsdag kväll varje vecka", "signup B1 every:Wed1")]
    [InlineData("jag tar onsdagar kväll", "signup B1 every:Wed1")]
    [InlineData("tar gärna onsdagskvällar", "signup B1 every:Wed1")]
    [InlineData("varje tisdag och onsdag kväll", "signup A1 B1 every:Tue1 every:Wed1")]
    [InlineData("alla tisdagar kväll och alla onsdagar natt", "signup A1 B2 every:Tue1 every:Wed2")]
    [InlineData("alla onsdagar kväll från 22", "signup B1 every:Wed1 \"från 22\"")]
    [InlineData("jag tar alla onsdagar, men bara kväll", "signup B1 every:Wed1")]
    [InlineData("alla onsdagar kväll, mvh Anna", "signup B1 every:Wed1")]
    [InlineData("inte imorgon men alla onsdagar kväll", "signup B1 -A every:Wed1")]
    public void A_weekday_is_taken_for_good(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("varje fredag natt", "signup every:Fri2")]
    [InlineData("jag tar alla torsdagar och fredagar kväll", "signup every:Thu1 every:Fri1")]
    [InlineData("alla fredagar", "unclear every:Fri")]
    [InlineData("tis kväll och alla fredagar kväll", "signup? A1 every:Fri1")]
    public void It_need_not_be_on_offer_now(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("jag tar alla onsdagar", "unclear every:Wed")]
    [InlineData("every Wednesday", "unclear every:Wed")]
    [InlineData("alla onsdagar båda passen", "unclear every:Wed")]
    [InlineData("kan onsdagar kväll", "signup? B1 every:Wed1")]
    [InlineData("onsdagar kväll", "signup? B1 every:Wed1")]
    [InlineData("kan onsdagskvällar", "signup? B1 every:Wed1")]
    [InlineData("alla onsdagar i december kväll", "signup? B1 every:Wed1 \"december\"")]
    [InlineData("alla onsdagar kväll till jul", "signup? B1 every:Wed1 \"till jul\"")]
    [InlineData("alla onsdagar kväll till 16/12", "signup? B1 every:Wed1 !16/12")]
    [InlineData("jag tar alla onsdagar kväll, åtminstone i år", "signup? B1 every:Wed1 \"åtminstone\"")]
    [InlineData("varje onsdag morgon", "signup? B3 every:Wed3")]
    [InlineData("Lisa tar alla onsdagar kväll", "signup? B1 every:Wed1 \"Lisa\"")]
    [InlineData("kan jag ta alla onsdagar kväll?", "signup? B1 every:Wed1")]
    [InlineData("varannan onsdag kväll", "unclear")]
    [InlineData("every other Wednesday evening", "unclear")]
    [InlineData("ibland onsdagar kväll", "unclear")]
    [InlineData("kanske alla onsdagar kväll", "unclear")]
    [InlineData("alla onsdagar kväll om jag får ledigt", "unclear")]
    [InlineData("alla onsdagar eller torsdagar kväll", "unclear")]
    [InlineData("reserv alla onsdagar kväll", "unclear")]
    [InlineData("alla onsdagar kväll men inte 2/12", "unclear")]
    [InlineData("varje vecka", "unclear")]
    [InlineData("varje", "unclear")]
    public void A_promise_that_is_not_plain_is_asked_about(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("tis och ons kvällar", "signup A1 B1")]
    [InlineData("hej alla, onsdag kväll funkar", "signup B1")]
    [InlineData("onsdags kväll", "signup B1")]
    [InlineData("varje natt", "unclear")]
    public void One_night_stays_one_night(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("inte onsdagar längre", "decline -B ends:Wed")]
    [InlineData("kan inte onsdagar längre", "decline -B ends:Wed")]
    [InlineData("kan inte längre onsdagar", "decline -B ends:Wed")]
    [InlineData("nej inte onsdagar mer", "decline -B ends:Wed")]
    [InlineData("kan tyvärr inte varje onsdag längre", "decline -B ends:Wed")]
    [InlineData("kan inte onsdagar", "decline -B ends:Wed")]
    [InlineData("slutar med onsdagar", "decline -B ends:Wed")]
    [InlineData("avboka alla onsdagar", "decline -B ends:Wed")]
    [InlineData("ta bort mig från onsdagar", "decline -B ends:Wed")]
    [InlineData("inte onsdagar kväll längre", "decline -B -B1 ends:Wed1")]
    [InlineData("inte fredagar längre", "decline ends:Fri")]
    [InlineData("not Wednesdays any more", "decline -B ends:Wed")]
    [InlineData("I can no longer do Wednesdays", "decline -B ends:Wed")]
    [InlineData("no more Wednesdays please", "decline -B ends:Wed")]
    [InlineData("kan inte onsdagar längre pga jobb", "decline -B ends:Wed")]
    [InlineData("Hej! Kan inte onsdagar längre. Tack!", "decline -B ends:Wed")]
    public void A_standing_weekday_is_given_up(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("kan inte alla onsdagar", "unclear")]
    [InlineData("inte varje onsdag", "unclear")]
    [InlineData("vill inte avboka onsdagar", "unclear")]
    [InlineData("kanske inte onsdagar längre", "unclear")]
    [InlineData("inte onsdagar längre men torsdagar kväll", "unclear")]
    [InlineData("kan inte onsdagar i december", "decline? -B ends:Wed")]
    [InlineData("inte onsdagar längre?", "unclear")]
    [InlineData("stopp onsdagar", "unclear every:Wed")]
    public void An_end_that_is_not_plain_is_asked_about(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("inte onsdagar längre", "decline ends:Wed")]
    [InlineData("kan inte onsdagar", "withdraw? B1 ends:Wed")]
    [InlineData("avboka onsdagarna", "withdraw? B1 ends:Wed")]
    [InlineData("inte tisdagar längre", "decline -A ends:Tue")]
    public void A_night_already_promised_is_kept_or_asked_about(string text, string reading) =>
        Assert.Equal(reading, VolunteerReplyReader.Read(text, Asked.AB.Booked("B1")).InOneLine());

    [Fact]
    public void Someone_booked_on_the_next_one_can_still_take_them_all() =>
        Assert.Equal(
            "signup every:Wed1",
            VolunteerReplyReader.Read("alla onsdagar kväll", Asked.AB.Booked("B1")).InOneLine()
        );

    [Fact]
    public void Every_night_of_the_weekday_on_offer_is_taken()
    {
        var context = Asked.With([Asked.A, Asked.A with { Night = Asked.Tuesday.AddDays(7), Code = "C" }]);

        Assert.Equal(
            "signup A1 2026-12-081 every:Tue1",
            VolunteerReplyReader.Read("alla tisdagar kväll", context).InOneLine()
        );
    }

    [Fact]
    public void A_church_that_speaks_of_all_wednesdays_has_not_answered_for_this_night()
    {
        Assert.Equal(ChurchIntent.Unclear, ChurchReplyReader.Read("ja alla onsdagar").Intent);
        Assert.Equal(ChurchIntent.Unclear, ChurchReplyReader.Read("vi kan inte onsdagar").Intent);
    }

    private static void Reads(string text, string reading) =>
        Assert.Equal(reading, VolunteerReplyReader.Read(text, Asked.AB).InOneLine());
}
