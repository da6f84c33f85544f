using Ekn.Api.Edge;
using Ekn.Core.Calendar;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Nights;

/// <summary>Reads nights out of addresses, or says in a sentence what is wrong.</summary>
internal static class NightInput
{
    private const int FirstYear = 1900;

    /// <param name="where">The name of what is read, for the sentence.</param>
    public static bool TryRead(string? text, string where, out Night night, out ProblemHttpResult? problem)
    {
        var isNight = Night.TryParse(text, out night) && night.Evening.Year is >= FirstYear and < 9999;
        problem = isNight
            ? null
            : Problems.WrongInput($"{where} is not a night: write the date of its evening, as 2026-12-01.");
        return isNight;
    }
}
