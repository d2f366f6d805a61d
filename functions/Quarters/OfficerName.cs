using System.Buffers;

namespace Pilot.Functions.Quarters;

/// <summary>
/// The name under which somebody approves or revises (funding.md section 5): a person's full name, typed by that person. What cannot be undone is
/// never done under the name of a machine's account.
/// </summary>
public static class OfficerName
{
    private const int MaxLength = 200;

    private static readonly SearchValues<char> NeverInNames = SearchValues.Create("@\\/<>=");

    /// <summary>Names that machines give to whoever runs them, beside the one that this machine gives now.</summary>
    private static readonly HashSet<string> Accounts = new(StringComparer.OrdinalIgnoreCase)
    {
        "root", "admin", "administrator", "system", "local system", "network service", "local service", "service account", "app service", "azure functions",
        "github actions", "first last", "your name", "full name", "the officer", "funding officer",
    };

    /// <returns>What is wrong with the name and what to enter, as a sentence; null where it is a full name.</returns>
    public static string? Problem(string? name)
    {
        var words = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return "Enter your full name";
        }

        if (name!.Length > MaxLength)
        {
            return $"Your full name must be {MaxLength} characters or fewer";
        }

        if (name.AsSpan().ContainsAny(NeverInNames) || name.Any(char.IsControl) || name.Any(char.IsAsciiDigit) || IsAccount(words))
        {
            return "Enter the name of a person, not of an account";
        }

        return words.Count(word => word.Any(char.IsLetter)) < 2 ? "Enter your first name and your last name" : null;
    }

    /// <summary>One space between words, as it is recorded.</summary>
    public static string Tidy(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsAccount(string[] words)
    {
        var joined = string.Join(' ', words);
        return Accounts.Contains(joined) || string.Equals(joined, Environment.UserName, StringComparison.OrdinalIgnoreCase);
    }
}
