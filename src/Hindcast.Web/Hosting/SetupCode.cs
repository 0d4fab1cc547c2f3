using System.Security.Cryptography;
using System.Text;

namespace Hindcast.Web.Hosting;

/// <summary>
/// The code that makes the first administrator. Lives in this process only, is printed where it was started, and counts only
/// while no account is there.
/// </summary>
internal sealed class SetupCode
{
    /// <summary>128 random bits in hex.</summary>
    internal string Code { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>True when a text is the code.</summary>
    internal bool Is(string text) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Code));
}
