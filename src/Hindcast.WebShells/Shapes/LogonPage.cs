using System.Buffers;
using System.Text.RegularExpressions;
using Hindcast.WebShells.Flow;

namespace Hindcast.WebShells.Shapes;

/// <summary>
/// A logon page of Outlook on the web that was made to keep passwords: in server code, or in its JavaScript, where a password is
/// sent elsewhere than to auth.owa.
/// </summary>
internal static partial class LogonPage
{
    private static readonly SearchValues<string> Target = SearchValues.Create(["auth.owa"], StringComparison.OrdinalIgnoreCase);

    internal static IEnumerable<FoundSign> Signs(string text, string extension)
    {
        bool isLogon = text.AsSpan().ContainsAny(Target) && text.Contains("password", StringComparison.OrdinalIgnoreCase)
            && text.Contains("username", StringComparison.OrdinalIgnoreCase);
        if (!isLogon || extension is "config")
        {
            yield break;
        }

        if (WritesInCode().Match(text) is { Success: true } write)
        {
            yield return new FoundSign(write.Index, PageCapability.TakesCredentials, "is a logon page that writes to a file or sends requests of its own", 84, true);
        }

        foreach (Match send in Sends().Matches(text))
        {
            int from = Math.Max(0, send.Index - 1200);
            string around = text.Substring(from, Math.Min(text.Length - from, 2400));
            if (TakesPassword().IsMatch(around))
            {
                yield return new FoundSign(send.Index, PageCapability.TakesCredentials, "is a logon page whose script reads the password and sends it", 84, true);
                yield break;
            }
        }
    }

    [GeneratedRegex("\\b(StreamWriter|File\\s{0,4}\\.\\s{0,4}(Append|Write)|FileStream|WebClient|WebRequest|SmtpClient|TextWriter)", RegexOptions.IgnoreCase)]
    private static partial Regex WritesInCode();

    [GeneratedRegex("XMLHttpRequest|\\bfetch\\s{0,4}\\(|sendBeacon|\\$\\.(post|ajax|get)\\s{0,4}\\(|new\\s{1,4}Image\\b|ActiveXObject", RegexOptions.IgnoreCase)]
    private static partial Regex Sends();

    [GeneratedRegex("getElementById\\s{0,4}\\(\\s{0,4}[\"']password[\"']|[\"'#]password[\"']|\\.password\\b", RegexOptions.IgnoreCase)]
    private static partial Regex TakesPassword();
}
