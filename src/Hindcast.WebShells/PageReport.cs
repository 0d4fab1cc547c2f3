namespace Hindcast.WebShells;

/// <summary>What a scan found out about one page. Immutable.</summary>
public sealed record PageReport
{
    /// <summary>Longest <see cref="PageSign.Text"/>.</summary>
    public const int MaxSignChars = 160;

    /// <summary>Most signs that a report keeps: the weightiest of each capability come first.</summary>
    public const int MaxSigns = 24;

    /// <summary>Language of the code.</summary>
    public required PageLanguage Language { get; init; }

    /// <summary>The judgement.</summary>
    public required PageVerdict Verdict { get; init; }

    /// <summary>0 to 100; 80 and more is a web shell, 55 likely one, 25 unusual.</summary>
    public required int Score { get; init; }

    /// <summary>What the verdict rests on, the weightiest first.</summary>
    public IReadOnlyList<PageSign> Signs { get; init; } = [];

    /// <summary>Names of the parameters that carry commands, and secrets that the page compares with. Untrusted.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Published families whose traits the page has.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>The settings of a virtual directory, when the page is a dump of them.</summary>
    public DirectorySettings? Settings { get; init; }

    /// <summary>The virtual path that a compiled page or a <c>.compiled</c> file names. Untrusted.</summary>
    public string? VirtualPath { get; init; }

    /// <summary>Bytes of the file that were not looked at because of a limit.</summary>
    public long UnreadBytes { get; init; }

    /// <summary>True when a limit of depth or work ended the analysis early; more may be hidden.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Capabilities, each once, in the order of the enumeration.</summary>
    public IReadOnlyList<PageCapability> Capabilities => [.. Signs.Select(s => s.Capability).Distinct().Order()];

    /// <summary>Reasons, each once, the weightiest first.</summary>
    public IReadOnlyList<string> Reasons => [.. Signs.Select(s => s.Reason).Distinct(StringComparer.Ordinal)];

    /// <summary>A page in which nothing was found.</summary>
    internal static PageReport Nothing(PageLanguage language, long unreadBytes) =>
        new() { Language = language, Verdict = PageVerdict.Benign, Score = 0, UnreadBytes = unreadBytes };

    /// <summary>
    /// A score together with something that the code does not tell, as one more independent chance. It makes no web shell of a page:
    /// only its code proves what a page does.
    /// </summary>
    /// <param name="score">The page's score by its code, 0 to 100.</param>
    /// <param name="weight">The chance, of 100.</param>
    public static int ScoreWith(int score, int weight)
    {
        int with = 100 - (int)Math.Round((100 - score) * (100 - weight) / 100.0, MidpointRounding.AwayFromZero);
        return score >= Judging.PageJudge.WebShell ? with : Math.Min(with, Judging.PageJudge.WebShell - 1);
    }
}
