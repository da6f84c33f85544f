using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>People who share a phone say who they are: "Anna A1". Never guessed (replies.md, rule 12).</summary>
internal static class Sharing
{
    /// <returns>Who it is and the text without the name; null when no name, or the names of several, stand in it.</returns>
    public static (Volunteer Who, string Said)? Find(IReadOnlyList<Volunteer> sharing, string text)
    {
        var words = text.Split((char[])[' ', ',', '.', ':', ';', '!', '\n'], StringSplitOptions.RemoveEmptyEntries);
        (Volunteer, string)? found = null;
        foreach (var volunteer in sharing)
        {
            var first = volunteer.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            var rest = words.Where(word => !word.Equals(first, StringComparison.OrdinalIgnoreCase)).ToList();
            if (rest.Count == words.Length)
            {
                continue;
            }
            if (found is not null)
            {
                return null;
            }
            found = (volunteer, string.Join(' ', rest));
        }
        return found;
    }
}
