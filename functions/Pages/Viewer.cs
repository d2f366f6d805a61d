using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pilot.Functions.Blobs;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

internal enum ViewerRole
{
    /// <summary>Signed in, but neither officer nor provider: sees nothing.</summary>
    None,
    Officer,
    Provider,
}

/// <summary>Who is asking.</summary>
/// <param name="Name">As the person is called: for people to read, and for nothing else. Two may have one name, and one may change it.</param>
/// <param name="Account">The account that was signed in with, as people write it.</param>
/// <param name="Id">Tenant and account: what tells this person from every other. No two have one.</param>
/// <param name="Ukprn">Of a provider's person; null for officers.</param>
internal sealed partial record Viewer(string Name, string Account, string Id, ViewerRole Role, Ukprn? Ukprn)
{
    /// <summary>
    /// Set by App Service Authentication, which takes away what came from outside under this name. The program listens on loopback only,
    /// behind it.
    /// </summary>
    public const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";

    private const int MaxNameLength = 200;
    private const string LongRoleClaim = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";
    private static readonly string[] NameClaims = ["name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"];
    private static readonly string[] AccountClaims =
        ["preferred_username", "upn", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "email", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"];

    private static readonly string[] TenantClaims = ["http://schemas.microsoft.com/identity/claims/tenantid", "tid"];
    private static readonly string[] ObjectClaims = ["http://schemas.microsoft.com/identity/claims/objectidentifier", "oid"];

    public bool IsOfficer => Role == ViewerRole.Officer;

    /// <summary>As stored: the name, with the account where it says more.</summary>
    public string RecordedName => Truncate(string.Equals(Name, Account, StringComparison.OrdinalIgnoreCase) ? Name : $"{Name} ({Account})");

    /// <summary>A name that the person typed, with the account where somebody is signed in: the account is what is known.</summary>
    public string RecordedNameOf(string typed) => Truncate(IsOfThisMachine ? typed : $"{typed} ({Account})");

    /// <summary>Nobody is signed in: the program runs on one machine.</summary>
    public bool IsOfThisMachine { get; init; }

    /// <summary>On one machine nobody signs in: whoever sits there is the officer.</summary>
    public static Viewer OfThisMachine() => new(Environment.UserName, Environment.UserName, "this machine/" + Environment.UserName, ViewerRole.Officer, null) { IsOfThisMachine = true };

    /// <summary>The viewer that <see cref="RequestPipeline"/> admitted.</summary>
    public static Viewer Of(HttpContext http) => (Viewer)http.Items[typeof(Viewer)]!;

    public static Viewer? MaybeOf(HttpContext http) => http.Items[typeof(Viewer)] as Viewer;

    public void AttachTo(HttpContext http) => http.Items[typeof(Viewer)] = this;

    public bool MayReach(Ukprn ukprn) => IsOfficer || (Role == ViewerRole.Provider && Ukprn == ukprn);

    /// <returns>Null where nobody is signed in, the header cannot be read, or it names a person without an account.</returns>
    public static Viewer? Read(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        try
        {
            using var principal = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header)));
            return principal.RootElement.ValueKind == JsonValueKind.Object ? Of(principal.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static Viewer? Of(JsonElement principal)
    {
        var claims = Claims(principal);
        string? First(IEnumerable<string> types) => types.Select(type => claims.FirstOrDefault(claim => claim.Type == type).Value).FirstOrDefault(value => value is not null);
        var account = First(AccountClaims) ?? First(ObjectClaims);
        if (account is null)
        {
            // A name is what a person chose to be called: nobody is known by it.
            return null;
        }

        var (name, id) = (First(NameClaims) ?? account, $"{First(TenantClaims)}/{First(ObjectClaims) ?? account.ToLowerInvariant()}");
        Viewer As(ViewerRole role, Ukprn? ukprn) => new(Truncate(name), Truncate(account), Truncate(id), role, ukprn);

        var roleType = principal.TryGetProperty("role_typ", out var typ) && typ.ValueKind == JsonValueKind.String ? typ.GetString() : null;
        string[] roles = [.. claims.Where(claim => claim.Type is "roles" or "role" or LongRoleClaim || claim.Type == roleType).Select(claim => claim.Value)];
        if (roles.Contains("Officer", StringComparer.Ordinal))
        {
            return As(ViewerRole.Officer, null);
        }

        // A person of several providers would see several: the claim must name exactly one.
        string[] ukprns = [.. claims.Where(claim => UkprnClaim().IsMatch(claim.Type)).Select(claim => claim.Value).Distinct(StringComparer.Ordinal)];
        return roles.Contains("Provider", StringComparer.Ordinal) && ukprns.Length == 1 && Reporting.Vocabulary.Ukprn.TryParse(ukprns[0], out var ukprn)
            ? As(ViewerRole.Provider, ukprn)
            : As(ViewerRole.None, null);
    }

    private static List<(string Type, string Value)> Claims(JsonElement principal)
    {
        var claims = new List<(string, string)>();
        if (principal.TryGetProperty("claims", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var claim in list.EnumerateArray())
            {
                if (Text(claim, "typ") is { } type && Text(claim, "val") is { } value && !IsBroken(type) && !IsBroken(value) && value.Trim() is { Length: > 0 } said)
                {
                    claims.Add((type, said));
                }
            }
        }

        return claims;
    }

    /// <summary>A line break in a claim is somebody's try to make two of it: it is none.</summary>
    private static bool IsBroken(string text) => text.Any(char.IsControl) || text.IndexOfAny(['\u2028', '\u2029']) >= 0;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>
    /// A claim of that name, or a directory extension of that name, which Entra writes <c>extn.ukprn</c> in one kind of token and
    /// <c>extension_ukprn</c>, also with its app's id in between, in others.
    /// </summary>
    [GeneratedRegex("^(http://schemas\\.microsoft\\.com/identity/claims/)?(extn\\.|extension_([0-9a-f]{32}_)?)?ukprn$", RegexOptions.CultureInvariant)]
    private static partial Regex UkprnClaim();

    private static string Truncate(string given) => SafeDisplayName.Of(given) is var text && text.Length <= MaxNameLength ? text : text[..MaxNameLength];
}
