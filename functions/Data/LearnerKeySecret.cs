using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>Makes learner keys under the pilot's secret (returns.md section 1).</summary>
public sealed class LearnerKeySecret : ILearnerKeys
{
    private const string CheckMark = "learner-key-check";
    private readonly byte[] _secret;
    private readonly ConcurrentBag<IncrementalHash> _idle = [];

    /// <param name="secret">At least 32 characters.</param>
    /// <exception cref="ArgumentException">The secret is too short to protect anybody.</exception>
    public LearnerKeySecret(string secret)
    {
        if (secret.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase))
        {
            // What the platform leaves in place of a secret that it cannot read: every learner would be keyed with the same public words.
            throw new ArgumentException("The learner-key secret could not be read from the vault: its setting still holds the reference.", nameof(secret));
        }

        if (secret.Length < 32)
        {
            throw new ArgumentException("The learner-key secret must have at least 32 characters.", nameof(secret));
        }

        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>Reads the secret kept in a data folder, or makes one there that only its owner can read.</summary>
    public static LearnerKeySecret OfFolder(string folder)
    {
        var file = Path.Combine(folder, "learner-key.secret");
        if (!File.Exists(file))
        {
            var made = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            try
            {
                using var stream = new FileStream(file, options);
                stream.Write(Encoding.ASCII.GetBytes(made));
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process made it at the same moment: that one counts.
            }
        }

        return new LearnerKeySecret(File.ReadAllText(file).Trim());
    }

    /// <summary>Holds the secret against the check value in the database, which the first use writes.</summary>
    /// <exception cref="InvalidOperationException">The database was filled under another secret: going on would split people in two.</exception>
    public async Task CheckAsync(PilotDatabase database, CancellationToken cancel)
    {
        var value = Convert.ToHexString(HMACSHA256.HashData(_secret, "the check value of this secret"u8));
        var known = await database.MarkAsync(CheckMark, cancel) ?? await WriteAsync(database, value, cancel);
        if (known != value)
        {
            throw new InvalidOperationException(
                "The learner-key secret is not the one that this database was filled under. Put the earlier secret back: with another one, every learner would count twice.");
        }
    }

    /// <returns>The value that is there now: this one, or that of a process that was faster.</returns>
    private static async Task<string> WriteAsync(PilotDatabase database, string value, CancellationToken cancel)
    {
        await using var context = database.Open();
        try
        {
            context.Marks.Add(new MarkRow { Name = CheckMark, Value = value });
            await context.SaveChangesAsync(cancel);
            return value;
        }
        catch (DbUpdateException)
        {
            if (await database.MarkAsync(CheckMark, cancel) is { } theirs)
            {
                return theirs;
            }

            throw;
        }
    }

    public LearnerKey OfUln(ReadOnlySpan<char> uln) => Hash(uln);

    // The stroke keeps a UKPRN and a learner_ref of two digits from reading like a ULN.
    public LearnerKey OfTemporary(Ukprn ukprn, string learnerRef) => Hash(string.Concat(ukprn.ToString(), "/", learnerRef));

    private LearnerKey Hash(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[256];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        Span<byte> hash = stackalloc byte[32];
        // One that is ready hashes twice as fast as one that is set up for each learner.
        var hmac = _idle.TryTake(out var ready) ? ready : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hmac.AppendData(bytes[..length]);
        hmac.GetHashAndReset(hash);
        _idle.Add(hmac);
        return LearnerKey.FromBytes(hash);
    }
}
