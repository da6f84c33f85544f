using Ekn.Core.Calendar;
using Microsoft.Extensions.Options;

namespace Ekn.Core.People;

public sealed class PeopleOptionsTests
{
    [Fact]
    public void Nobody_at_all_is_no_fault_so_that_the_service_starts_and_says_who_is_missing() =>
        Assert.True(new PeopleOptionsValidator().Validate(null, new PeopleOptions()).Succeeded);

    [Theory]
    [InlineData(
        "",
        "Anna",
        "+46701740605",
        null,
        "sv",
        "Ekn:People:Coordinators:0 needs an Id of its own, such as 'c1'."
    )]
    [InlineData(
        null,
        "Anna",
        "+46701740605",
        null,
        "sv",
        "Ekn:People:Coordinators:0 needs an Id of its own, such as 'c1'."
    )]
    [InlineData("c1", " ", "+46701740605", null, "sv", "Ekn:People:Coordinators:0 needs a Name.")]
    [InlineData("c1", null, "+46701740605", null, "sv", "Ekn:People:Coordinators:0 needs a Name.")]
    [InlineData(
        "c1",
        "Anna",
        null,
        " ",
        "sv",
        "Ekn:People:Coordinators:0 can be reached by nothing: give it a Phone, an Email or both."
    )]
    [InlineData(
        "c1",
        "Anna",
        "12",
        null,
        "sv",
        "Ekn:People:Coordinators:0:Phone is not a phone number; write it as +46701740605."
    )]
    [InlineData("c1", "Anna", null, "anna", "sv", "Ekn:People:Coordinators:0:Email is not an email address.")]
    [InlineData("c1", "Anna", "+46701740605", null, "fi", "Ekn:People:Coordinators:0:Language must be 'sv' or 'en'.")]
    public void A_wrong_setting_is_said_in_a_sentence(
        string? id,
        string? name,
        string? phone,
        string? email,
        string language,
        string sentence
    )
    {
        var person = new PersonOptions
        {
            Id = id!,
            Name = name!,
            Phone = phone,
            Email = email,
            Language = language,
        };
        var result = new PeopleOptionsValidator().Validate(null, new PeopleOptions { Coordinators = [person] });
        Assert.Equal([sentence], result.Failures);
    }

    [Fact]
    public void An_id_is_given_once_in_each_list()
    {
        var person = new PersonOptions
        {
            Id = "a",
            Name = "Anna",
            Phone = "+46701740605",
        };
        var validator = new PeopleOptionsValidator();
        Assert.True(
            validator.Validate(null, new PeopleOptions { Coordinators = [person], SiteLeads = [person] }).Succeeded
        );
        Assert.Equal(
            ["Ekn:People:SiteLeads:1 needs an Id of its own, such as 'c2'."],
            validator.Validate(null, new PeopleOptions { SiteLeads = [person, person] }).Failures
        );
    }

    [Theory]
    [InlineData("2026-11-30", "sitelead:mon")] // a Monday
    [InlineData("2026-12-01", "sitelead:all")]
    public void The_first_site_lead_whose_weekday_it_is_is_in_charge(string night, string key) =>
        Assert.Equal(key, Directory("mon:Monday", "all:").SiteLeadOf(Night.Parse(night))!.Key);

    [Fact]
    public void On_a_weekday_that_is_nobodys_nobody_is_in_charge()
    {
        var people = Directory("mon:Monday");
        Assert.Null(people.SiteLeadOf(Night.Parse("2026-12-01")));
        Assert.Null(people.CoordinatorAt("+46701740605"));
        Assert.Equal("sitelead:mon", people.SiteLeadAt("+46701740605")!.Key);
    }

    private static PeopleDirectory Directory(params string[] leads) =>
        new(
            Options.Create(
                new PeopleOptions
                {
                    SiteLeads =
                    [
                        .. leads
                            .Select(lead => lead.Split(':'))
                            .Select(parts => new PersonOptions
                            {
                                Id = parts[0],
                                Name = "Lead",
                                Phone = "+46701740605",
                                Weekdays = parts[1].Length == 0 ? [] : [Enum.Parse<DayOfWeek>(parts[1])],
                            }),
                    ],
                }
            )
        );
}
