using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Asking;

public sealed class DatesWaveTests
{
    private const string Shared = "+46701740621";

    [Fact]
    public void Nobody_is_asked_where_nothing_lacks() => Assert.Equal(DatesWave.Of([]).Now, []);

    [Fact]
    public void Who_may_be_asked_about_both_nights_counts_for_both()
    {
        var wave = DatesWave.Of([Night(1, 2, One(1), One(2), One(3)), Night(2, 2, One(3), One(1), One(2))]);

        Assert.Equal(["1: 1 2", "2: 1 2"], InWords(wave.Now));
        Assert.Equal(["3: 1 2"], InWords(wave.Later));
    }

    [Fact]
    public void A_night_that_lacks_more_asks_more_in_its_own_order()
    {
        var wave = DatesWave.Of([Night(1, 1, One(1), One(2), One(3)), Night(2, 2, One(3), One(2), One(1))]);

        Assert.Equal(["1: 1 2", "3: 1 2"], InWords(wave.Now));
    }

    [Fact]
    public void Each_reads_only_of_nights_that_they_may_be_asked_about()
    {
        var wave = DatesWave.Of([Night(1, 2, One(1), One(2)), Night(2, 2, One(2), One(3))]);

        Assert.Equal(["1: 1", "2: 1 2", "3: 2"], InWords(wave.Now));
    }

    [Fact]
    public void A_night_for_which_enough_were_asked_already_asks_nobody_more()
    {
        var wave = DatesWave.Of([Night(1, 0, One(1), One(2)), Night(2, 1, One(3))]);

        Assert.Equal(["3: 2"], InWords(wave.Now));
        Assert.Equal(["1: 1", "2: 1"], InWords(wave.Later));
    }

    [Fact]
    public void A_phone_rings_once_though_another_of_those_who_share_it_comes_first_for_the_next_night()
    {
        var tor = One(1, Shared, beside: 2);
        var tuva = One(2, Shared, beside: 1);

        var ask = Assert.Single(DatesWave.Of([Night(1, 5, tor), Night(2, 5, tuva)]).Now);

        Assert.Equal("1: 1 2", InWords([ask])[0]);
        Assert.Equal([2], ask.Who.Beside.Select(volunteer => volunteer.Id));
    }

    [Fact]
    public void A_phone_names_everybody_whom_one_of_the_nights_suits()
    {
        var ask = Assert.Single(DatesWave.Of([Night(1, 5, One(1, Shared)), Night(2, 5, One(2, Shared))]).Now);

        Assert.Equal([2], ask.Who.Beside.Select(volunteer => volunteer.Id));
    }

    private static string[] InWords(IEnumerable<DatesWave.Ask> asks) =>
        [
            .. asks.Select(ask =>
                $"{ask.Who.Who.Id}: {string.Join(' ', ask.About.Select(night => night.Row.Night.Evening.Day))}"
            ),
        ];

    private static DatesWave.Lacking Night(int day, int size, params AskingOrder.Ask[] order) =>
        new(new NightRow { Night = new Night(new DateOnly(2026, 12, day)) }, [], new AskingOrder(order, []), size);

    private static AskingOrder.Ask One(long id, string? phone = null, long? beside = null) =>
        new(Person(id, phone), [], IsBeyondBudget: false)
        {
            Beside = beside is { } other ? [Person(other, phone)] : [],
        };

    private static Volunteer Person(long id, string? phone) =>
        new() { Id = id, Phone = phone is null ? null : PhoneNumber.Parse(phone) };
}
