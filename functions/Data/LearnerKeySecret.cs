using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Data;

/// <summary>The secret is none, or not the one that the database knows. Its message may stand in a log: it quotes nothing.</summary>
public sealed class LearnerKeySecretException(string message) : InvalidOperationException(message);

/// <summary>Makes learner keys under the pilot's secret (returns.md section 1).</summary>
public sealed class LearnerKeySecret : ILearnerKeys
{
    internal const string CheckMark = "learner-key-check";
    private const string FileName = "learner-key.secret";

    private readonly byte[] _secret;

    /// <summary>One that is ready hashes twice as fast as one that is set up for each learner.</summary>
    private IncrementalHash? _ready;

    /// <param name="secret">At least 32 characters.</param>
    /// <exception cref="LearnerKeySecretException">The secret is too short to protect anybody, or is none.</exception>
    public LearnerKeySecret(string secret)
    {
        if (secret.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase))
        {
            // What the platform leaves in place of a secret that it cannot read: every learner would be keyed with the same public words.
            throw new LearnerKeySecretException("The learner-key secret could not be read from the vault: its setting still holds the reference.");
        }

        if (secret.Length < 32)
        {
            throw new LearnerKeySecretException("The learner-key secret must have at least 32 characters.");
        }

        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>What the database holds of the secret: enough to know it again, and nothing to make a key with.</summary>
    internal string CheckValue => Convert.ToHexString(HMACSHA256.HashData(_secret, "the check value of this secret"u8));

    /// <summary>The rounding secret of a pilot that has none of its own: as random as this one, and nothing can be worked back from it.</summary>
    internal RoundingSecret ForRounding() => new(HMACSHA256.HashData(_secret, "the secret of rounded counts"u8));

    /// <summary>The key that signs manifests, of a pilot whose secret stands in the vault.</summary>
    internal ManifestKey ForManifests() => new(HMACSHA256.HashData(_secret, "the key that signs manifests"u8));

    /// <summary>Where a data folder keeps the secret.</summary>
    internal static string FileOf(string folder) => Path.Combine(folder, FileName);

    /// <summary>Reads the secret kept in a data folder, or makes one there that only its owner can read.</summary>
    public static LearnerKeySecret OfFolder(string folder) => OfFile(FileOf(folder));

    /// <inheritdoc cref="OfFolder"/>
    /// <param name="given">What a new file is to hold; null makes a secret.</param>
    internal static LearnerKeySecret OfFile(string file, string? given = null) => new(SecretFile.ReadOrMake(file, given));

    /// <summary>Holds the secret against the check value in the database, which the first use writes.</summary>
    /// <exception cref="LearnerKeySecretException">The database was filled under another secret: going on would split people in two.</exception>
    public async Task CheckAsync(PilotDatabase database, CancellationToken cancellationToken)
    {
        RefuseUnlessKnownAs(await database.ReadMarkAsync(CheckMark, cancellationToken) ?? await WriteAsync(database, CheckValue, cancellationToken));
    }

    /// <summary>The same inside a transaction: keys that were made anew meanwhile are noticed before anything is stored under the old ones.</summary>
    internal async Task CheckAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        if (await context.Marks.AsNoTracking().Where(mark => mark.Name == CheckMark).Select(mark => mark.Value).FirstOrDefaultAsync(cancellationToken) is { } known)
        {
            RefuseUnlessKnownAs(known);
        }
    }

    /// <summary>Whether the database was filled under this secret.</summary>
    internal async Task<bool> IsInUseAsync(PilotDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        return await context.Marks.AnyAsync(mark => mark.Name == CheckMark && mark.Value == CheckValue, cancellationToken);
    }

    private void RefuseUnlessKnownAs(string known)
    {
        if (known != CheckValue)
        {
            throw new LearnerKeySecretException(
                "The learner-key secret is not the one that this database was filled under. Put the earlier secret back: with another one, every learner would count twice.");
        }
    }

    /// <returns>The value that is there now: this one, or that of a process that was faster.</returns>
    private static async Task<string> WriteAsync(PilotDatabase database, string value, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        try
        {
            context.Marks.Add(new MarkRow { Name = CheckMark, Value = value });
            await context.SaveChangesAsync(cancellationToken);
            return value;
        }
        catch (DbUpdateException)
        {
            if (await database.ReadMarkAsync(CheckMark, cancellationToken) is { } theirs)
            {
                return theirs;
            }

            throw;
        }
    }

    public LearnerKey OfUln(ReadOnlySpan<char> uln) => Hash(uln);

    // The stroke keeps a UKPRN and a learner_ref of two digits from reading like a ULN.
    public LearnerKey OfTemporary(Ukprn ukprn, string learnerRef) => Hash(string.Concat(ukprn.ToString(), "/", learnerRef));

    /// <summary>For a learner whose ULN is held no more: made from the earlier key, so that one person stays one.</summary>
    internal LearnerKey OfEarlier(LearnerKey earlier) => Hash("earlier/" + Convert.ToHexString(earlier.ToBytes()));

    private LearnerKey Hash(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[256];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        Span<byte> hash = stackalloc byte[32];
        // Whoever takes it has it alone; where two hash at once, the other makes one.
        var hmac = Interlocked.Exchange(ref _ready, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hmac.AppendData(bytes[..length]);
        hmac.GetHashAndReset(hash);
        Interlocked.Exchange(ref _ready, hmac)?.Dispose();
        return LearnerKey.FromBytes(hash);
    }
}
