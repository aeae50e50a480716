using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daypass.Iam.LoginProfiles;

/// <summary>Passwords as PBKDF2-HMAC-SHA512 hashes, written <c>pbkdf2-sha512$ROUNDS$SALT$HASH</c>, so that the cost can grow and old hashes go on
/// working.</summary>
internal sealed class PasswordHash : IDisposable
{
    /// <summary>OWASP's number for SHA-512 (Password Storage Cheat Sheet).</summary>
    private const int Rounds = 210_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Scheme = "pbkdf2-sha512";

    // A hash takes a core for a tenth of a second; others must get on meanwhile.
    private readonly SemaphoreSlim _working = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>A fresh hash.</summary>
    public async ValueTask<string> Make(string password, CancellationToken cancelled)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = await Derive(password, salt, Rounds, cancelled);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>Whether a password is the one that was hashed; a hash of none never is.</summary>
    public async ValueTask<bool> Matches(string stored, string password, CancellationToken cancelled)
    {
        var parts = stored.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme)
        {
            return false;
        }

        var hash = await Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture), cancelled);
        return CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(parts[3]));
    }

    /// <inheritdoc/>
    public void Dispose() => _working.Dispose();

    private async ValueTask<byte[]> Derive(string password, byte[] salt, int rounds, CancellationToken cancelled)
    {
        await _working.WaitAsync(cancelled);
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return await Task.Run(() => Rfc2898DeriveBytes.Pbkdf2(bytes, salt, rounds, HashAlgorithmName.SHA512, HashBytes), cancelled);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            _working.Release();
        }
    }
}
