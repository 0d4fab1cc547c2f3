using System.Text.RegularExpressions;
using Hindcast.Sigma.Matching;

namespace Hindcast.Sigma.Detections;

/// <summary>
/// A regular expression, searched anywhere in the value; cased unless <c>i</c> is given. Runs on the linear-time
/// engine; patterns that it cannot run (look-around, back references) run under a time limit, and a value on which
/// the limit is met does not match and is counted. Compiled on first use. Safe on all threads.
/// </summary>
public sealed class SigmaRegex : SigmaValueTest
{
    private readonly TimeSpan timeout;
    private readonly Lazy<Regex> regex;
    private readonly Lazy<IReadOnlyCollection<string>?> gates;
    private long timeouts;

    internal SigmaRegex(string pattern, RegexOptions options, TimeSpan timeout)
    {
        Pattern = pattern;
        Options = options | RegexOptions.CultureInvariant;
        this.timeout = timeout;
        _ = new Regex(pattern, Options, timeout);
        regex = new Lazy<Regex>(Compile);
        gates = new Lazy<IReadOnlyCollection<string>?>(() => SigmaRegexLiterals.Required(this, asciiOnly: true));
        Key = $"R{(int)Options}:{pattern}";
    }

    /// <summary>The expression.</summary>
    public string Pattern { get; }

    /// <summary>Its options.</summary>
    public RegexOptions Options { get; }

    /// <inheritdoc/>
    public override string Key { get; }

    /// <summary>How many values were given up because of the time limit.</summary>
    public long Timeouts => Interlocked.Read(ref timeouts);

    /// <summary>Texts of which an ASCII value must hold one, or null.</summary>
    internal IReadOnlyCollection<string>? Gates => gates.Value;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value)
    {
        try
        {
            return regex.Value.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            Interlocked.Increment(ref timeouts);
            return false;
        }
    }

    private Regex Compile()
    {
        try
        {
            // Linear in the value, so no clock decides what matches.
            return new Regex(Pattern, Options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(Pattern, Options, timeout);
        }
    }
}
