using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Shifts;
using Ekn.Core.Volunteers;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Nights.Asking;

public sealed class AskingRuleTests
{
    private static readonly Night Tuesday = Night.Parse("2026-12-01");
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<ShiftOfNight> Free =
    [
        Shift(ShiftKind.Evening, 17, 21),
        Shift(ShiftKind.Night, 21, 29),
        Shift(ShiftKind.Morning, 29, 32),
    ];

    [Fact]
    public void Booked_people_are_spared() => Spares(LeftOut.Booked, Person(1) with { Booked = true });

    [Fact]
    public void Who_waits_or_is_on_reserve_is_spared() => Spares(LeftOut.StandsBy, Person(1) with { StandsBy = true });

    [Fact]
    public void Who_pauses_is_spared() => Spares(LeftOut.Paused, Person(1) with { Paused = true });

    [Fact]
    public void Who_said_stop_everywhere_is_spared() =>
        Spares(LeftOut.Stopped, Person(1) with { Who = Who(1) with { Phone = null, Email = null } });

    [Fact]
    public void Who_said_no_is_spared() => Spares(LeftOut.Declined, Person(1) with { Declined = true });

    [Fact]
    public void Who_was_asked_in_this_call_is_spared() => Spares(LeftOut.Asked, Person(1) with { Asked = true });

    [Fact]
    public void Who_takes_other_weekdays_is_spared() =>
        Spares(LeftOut.Weekday, Person(1) with { Who = Who(1) with { Weekdays = [DayOfWeek.Friday] } });

    [Fact]
    public void Who_takes_other_shifts_than_those_free_is_spared() =>
        Assert.Equal(
            LeftOut.Shift,
            Assert
                .Single(
                    Order([Person(1) with { Who = Who(1) with { Shifts = [ShiftKind.Morning] } }], Free.Take(2)).Spared
                )
                .Why
        );

    [Fact]
    public void Without_a_noted_consent_nobody_is_asked_when_the_settings_want_it()
    {
        var options = new AskingOptions { RequireConsent = true };
        var consented = Person(2) with { Who = Who(2) with { ConsentOn = new DateOnly(2026, 10, 1) } };

        var order = new AskingRule(options, 11).Order(Tuesday, Free, [Person(1), consented], wide: true, Noon);

        Assert.Equal([2], order.Asked.Select(ask => ask.Who.Id));
        Assert.Equal(LeftOut.NoConsent, Assert.Single(order.Spared).Why);
    }

    [Theory]
    // Came off a night shift at 06:00 on the same day: 11 hours later is 17:00 UTC+1, so the evening is free for them.
    [InlineData(5, ShiftKind.Evening, true)]
    // To the minute eleven hours: rested.
    [InlineData(6, ShiftKind.Evening, true)]
    // The shift ended an hour later than that: an hour short of the rest.
    [InlineData(7, ShiftKind.Evening, false)]
    [InlineData(7, ShiftKind.Night, true)]
    public void The_rest_after_a_night_shift_is_kept(int endedAtUtc, ShiftKind only, bool asked)
    {
        var at = new DateTimeOffset(2026, 12, 1, endedAtUtc, 0, 0, TimeSpan.Zero);
        var tired = Person(1) with { Nearby = [new Candidate.BookedShift(ShiftKind.Night, at.AddHours(-8), at)] };
        // Also when the coordinator widens the call: tired people are not asked.
        foreach (var wide in new[] { false, true })
        {
            var order = Rule().Order(Tuesday, [.. Free.Where(shift => shift.Kind == only)], [tired], wide, Noon);
            Assert.Equal(asked, order.Asked.Count == 1);
            Assert.Equal(asked ? [] : [LeftOut.Rest], order.Spared.Select(one => one.Why));
        }
    }

    [Fact]
    public void Who_is_too_tired_for_the_only_shift_they_take_is_not_asked_because_another_is_free()
    {
        var at = new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero);
        var tired = Person(1) with
        {
            Who = Who(1) with { Shifts = [ShiftKind.Evening] },
            Nearby = [new Candidate.BookedShift(ShiftKind.Night, at.AddHours(-8), at)],
        };
        Assert.Equal(LeftOut.Shift, Assert.Single(Order([tired], Free).Spared).Why);
    }

    [Fact]
    public void Nobody_is_asked_to_be_in_two_places_at_once()
    {
        var elsewhere = Person(1) with
        {
            Nearby =
            [
                new Candidate.BookedShift(ShiftKind.Evening, Free[0].StartsAt.AddHours(2), Free[0].EndsAt.AddHours(2)),
            ],
        };
        Assert.Equal(LeftOut.Rest, Assert.Single(Order([elsewhere], Free.Take(1)).Spared).Why);
    }

    [Fact]
    public void The_rest_before_a_shift_that_is_booked_already_is_kept()
    {
        var booked = Person(1) with
        {
            Nearby =
            [
                new Candidate.BookedShift(
                    ShiftKind.Evening,
                    new DateTimeOffset(2026, 12, 2, 12, 0, 0, TimeSpan.Zero),
                    new DateTimeOffset(2026, 12, 2, 16, 0, 0, TimeSpan.Zero)
                ),
            ],
        };
        Assert.Equal(LeftOut.Rest, Assert.Single(Order([booked], Free.Skip(1).Take(1)).Spared).Why);
        Assert.Single(Order([booked], Free).Asked);
    }

    [Fact]
    public void Least_asked_and_most_rested_come_first()
    {
        var order = Order([
            Person(1) with
            {
                AskedThisSeason = 4,
            },
            Person(2) with
            {
                AskedThisSeason = 1,
            },
            Person(3) with
            {
                AskedThisSeason = 1,
                ServedThisSeason = 1,
            },
            Person(4),
            Person(5) with
            {
                AskedThisSeason = 1,
                LastServedUntil = Noon.AddDays(-3),
            },
            Person(6) with
            {
                AskedThisSeason = 1,
                LastServedUntil = Noon.AddDays(-9),
            },
        ]);

        Assert.Equal([4, 2, 6, 5, 1, 3], order.Asked.Select(ask => ask.Who.Id));
    }

    [Fact]
    public void Who_did_not_come_is_asked_after_the_others_and_not_left_out()
    {
        var order = Order([
            Person(1) with
            {
                LastAbsentAt = Noon.AddDays(-10),
            },
            Person(2) with
            {
                AskedThisSeason = 9,
                AskedThisWeek = 2,
            },
            Person(3) with
            {
                LastAbsentAt = Noon.AddDays(-61),
                AskedThisSeason = 1,
            },
        ]);

        Assert.Equal([3, 2, 1], order.Asked.Select(ask => ask.Who.Id));
    }

    [Fact]
    public void Who_had_their_share_of_the_week_comes_last_and_reads_why()
    {
        var order = Order([Person(1) with { AskedThisWeek = 3 }, Person(2) with { AskedThisSeason = 20 }]);

        Assert.Equal([2, 1], order.Asked.Select(ask => ask.Who.Id));
        Assert.Equal([false, true], order.Asked.Select(ask => ask.IsBeyondBudget));
        Assert.Contains(AskReason.ShortOfPeople, order.Asked[1].Why);
    }

    [Fact]
    public void Who_was_asked_five_times_in_a_week_is_left_alone_unless_the_coordinator_widens_the_call()
    {
        Candidate[] crowd = [Person(1) with { AskedThisWeek = 5 }, Person(2) with { AskedThisWeek = 4 }];

        Assert.Equal([2], Order(crowd).Asked.Select(ask => ask.Who.Id));
        Assert.Equal(LeftOut.Budget, Assert.Single(Order(crowd).Spared).Why);
        Assert.Equal(2, Rule().Order(Tuesday, Free, crowd, wide: true, Noon).Asked.Count);
    }

    [Fact]
    public void Of_two_alike_who_speaks_a_language_of_the_guests_comes_first()
    {
        var rule = new AskingRule(new AskingOptions { Languages = ["ro"] }, 11);
        var candidates = Enumerable
            .Range(1, 9)
            .Select(id => Person(id) with { Who = Who(id) with { Speaks = id == 5 ? ["ro"] : [] } })
            .ToList();

        var order = rule.Order(Tuesday, Free, candidates, wide: false, Noon);

        Assert.Equal(5, order.Asked[0].Who.Id);
        Assert.Contains(AskReason.Language, order.Asked[0].Why);
    }

    [Fact]
    public void Two_who_share_a_phone_are_asked_by_one_text_that_names_them()
    {
        var phone = PhoneNumber.Parse("+46701740621");
        var order = Order([
            Person(1) with
            {
                Who = Who(1) with { Phone = phone },
            },
            Person(2) with
            {
                Who = Who(2) with { Phone = phone },
                AskedThisSeason = 1,
            },
            Person(3) with
            {
                Who = Who(3) with { Phone = phone, Email = "c@example.org" },
                AskedThisSeason = 2,
            },
        ]);

        Assert.Equal([1, 3], order.Asked.Select(ask => ask.Who.Id));
        Assert.Equal([2, 3], order.Asked[0].Beside.Select(who => who.Id));
        Assert.Null(order.Asked[1].Who.Phone);
        Assert.Equal((2, LeftOut.SharedPhone), order.Spared.Select(one => (one.Who.Id, one.Why)).Single());
    }

    [Fact]
    public void Widened_the_call_reaches_who_was_asked_and_who_prefers_other_days_and_never_who_said_no()
    {
        var order = Rule()
            .Order(
                Tuesday,
                Free,
                [
                    Person(1) with
                    {
                        Asked = true,
                    },
                    Person(2) with
                    {
                        Who = Who(2) with { Weekdays = [DayOfWeek.Friday] },
                    },
                    Person(3) with
                    {
                        AskedThisWeek = 7,
                    },
                    Person(4) with
                    {
                        Declined = true,
                    },
                    Person(5) with
                    {
                        Paused = true,
                    },
                ],
                wide: true,
                Noon
            );

        Assert.Equal([1, 2, 3], order.Asked.Select(ask => ask.Who.Id).Order());
        Assert.All(order.Asked, ask => Assert.Contains(AskReason.ByCoordinator, ask.Why));
    }

    [Fact]
    public void Whoever_is_asked_can_read_why() =>
        Prop.ForAll(
                Crowd().ToArbitrary(),
                crowd =>
                {
                    var order = Order(crowd);
                    return order.Asked.All(ask => ask.Why.Count > 0)
                        && order.Asked.All(ask => AskReason.Read(AskReason.Write(ask.Why)).SequenceEqual(ask.Why));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Everybody_is_asked_or_spared_with_a_reason_and_nobody_twice() =>
        Prop.ForAll(
                Crowd().ToArbitrary(),
                crowd =>
                {
                    var order = Order(crowd);
                    var asked = order.Asked.Select(ask => ask.Who.Id).ToList();
                    var spared = order.Spared.Select(one => one.Who.Id).ToList();
                    return asked.Concat(spared).Order().SequenceEqual(crowd.Select(one => one.Who.Id).Order());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_register() =>
        Prop.ForAll(
                Crowd().ToArbitrary(),
                crowd =>
                    Order(crowd)
                        .Asked.Select(ask => ask.Who.Id)
                        .SequenceEqual(Order([.. crowd.Reverse()]).Asked.Select(ask => ask.Who.Id))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_phone_is_asked_twice() =>
        Prop.ForAll(
                Crowd().ToArbitrary(),
                crowd =>
                    Order(crowd).Asked.Select(ask => ask.Who.Phone).OfType<PhoneNumber>().GroupBy(phone => phone.Value)
                        is var phones
                    && phones.All(group => group.Count() == 1)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void When_all_else_is_alike_other_people_come_first_on_other_nights()
    {
        var crowd = Enumerable.Range(1, 50).Select(id => Person(id)).ToList();
        var first = Enumerable
            .Range(0, 20)
            .Select(day => Rule().Order(Tuesday.AddDays(day), Free, crowd, wide: false, Noon).Asked[0].Who.Id)
            .Distinct();
        Assert.True(first.Count() > 8);
    }

    [Fact]
    public void Those_beyond_the_first_wave_are_named_as_waiting_for_a_later_one()
    {
        var order = Order([Person(1), Person(2), Person(3)]).First(1);

        Assert.Single(order.Asked);
        Assert.Equal([LeftOut.LaterWave, LeftOut.LaterWave], order.Spared.Select(one => one.Why));
    }

    private static Gen<Candidate[]> Crowd()
    {
        var small = Gen.Choose(0, 4);
        var one = Gen.Zip(Gen.Zip(small, small), Gen.Zip(Gen.Choose(0, 63), Gen.Choose(20, 26)));
        return one.ListOf()
            .Resize(30)
            .Select(all =>
                all.Select(
                        (drawn, i) =>
                        {
                            var ((asked, served), (flags, phone)) = drawn;
                            return Person(i + 1) with
                            {
                                Who = Who(i + 1) with { Phone = PhoneNumber.Parse($"+467017406{phone}") },
                                AskedThisSeason = asked * 3,
                                AskedThisWeek = asked,
                                ServedThisSeason = served,
                                LastServedUntil = served == 0 ? null : Noon.AddDays(-served),
                                Booked = (flags & 1) > 0 && (flags & 2) > 0,
                                Declined = (flags & 4) > 0 && (flags & 8) > 0,
                                Paused = (flags & 16) > 0 && (flags & 32) > 0,
                            };
                        }
                    )
                    .ToArray()
            );
    }

    private static void Spares(LeftOut why, Candidate candidate)
    {
        var order = Order([candidate]);
        Assert.Empty(order.Asked);
        Assert.Equal(why, Assert.Single(order.Spared).Why);
    }

    private static AskingOrder Order(IReadOnlyList<Candidate> candidates, IEnumerable<ShiftOfNight>? free = null) =>
        Rule().Order(Tuesday, free?.ToList() ?? Free, candidates, wide: false, Noon);

    private static AskingRule Rule() => new(new AskingOptions(), restHours: 11);

    private static Candidate Person(int id) => new() { Who = Who(id) };

    private static Volunteer Who(int id) =>
        new()
        {
            Id = id,
            Name = $"Volontär {id}",
            Phone = PhoneNumber.Parse($"+467017406{20 + (id % 60)}"),
        };

    /// <summary>Hours from the midnight (UTC) of the evening's date.</summary>
    private static ShiftOfNight Shift(ShiftKind kind, int from, int to)
    {
        var midnight = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        return new ShiftOfNight
        {
            Kind = kind,
            Heads = 2,
            StartsAt = midnight.AddHours(from),
            EndsAt = midnight.AddHours(to),
        };
    }
}
