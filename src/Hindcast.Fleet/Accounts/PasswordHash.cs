using System.Globalization;
using System.Security.Cryptography;

namespace Hindcast.Fleet.Accounts;

/// <summary>
/// Passwords at rest: PBKDF2 with HMAC-SHA-512 and a random salt. The text names its rounds, so that they can be raised.
/// </summary>
public static class PasswordHash
{
    /// <summary>Fewest characters of a password.</summary>
    public const int MinLength = 12;

    /// <summary>Most characters of a password: hashing must not be made slow by length.</summary>
    public const int MaxLength = 256;

    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A hash that no password fits, for accounts that do not exist: looking takes as long as for one that does.</summary>
    internal static string Nobody { get; } = Make(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Hashes a password.</summary>
    public static string Make(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>True when the password is the one that was hashed.</summary>
    public static bool Fits(string password, string stored)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(stored);
        if (password.Length > MaxLength || stored.Split('$') is not ["pbkdf2-sha512", string rounds, string salt, string hash])
        {
            return false;
        }

        byte[] expected = Convert.FromBase64String(hash);
        byte[] actual = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromBase64String(salt), int.Parse(rounds, CultureInfo.InvariantCulture), HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }
}
