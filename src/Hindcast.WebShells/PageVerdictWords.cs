namespace Hindcast.WebShells;

/// <summary>Verdicts in the words that rules, options and outputs use.</summary>
public static class PageVerdictWords
{
    /// <summary>benign, unusual, likely or webshell.</summary>
    public static string Of(PageVerdict verdict) => verdict switch
    {
        PageVerdict.WebShell => "webshell",
        PageVerdict.LikelyWebShell => "likely",
        PageVerdict.Unusual => "unusual",
        _ => "benign",
    };

    /// <summary>The same of the verdict that a score stands for.</summary>
    public static string OfScore(int score) => Of(Judging.PageJudge.VerdictOf(score));
}
