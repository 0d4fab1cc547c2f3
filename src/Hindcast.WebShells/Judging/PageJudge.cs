using Hindcast.WebShells.Flow;

namespace Hindcast.WebShells.Judging;

/// <summary>Makes a score and a verdict of signs.</summary>
internal static class PageJudge
{
    /// <summary>The score from which on a page is a web shell.</summary>
    internal const int WebShell = 80;

    private const int Likely = 55;
    private const int Unusual = 25;
    private const int Overt = 90;
    private const int Slight = 10;

    /// <summary>
    /// Signs count as chances that are independent: 100 - (100-a)(100-b).... Of signs that a value of the request reaches, each
    /// reason counts once; of the others, each capability once. A file that only declares classes is at most unusual, unless what the
    /// request says is run outright.
    /// </summary>
    internal static PageReport Report(
        PageLanguage language, List<PageSign> signs, IReadOnlyList<string> keys, DirectorySettings? settings, long unreadBytes, bool isIncomplete, bool declaresOnly)
    {
        Dictionary<(PageCapability, string, bool), int> weights = [];
        foreach (PageSign sign in signs)
        {
            (PageCapability, string, bool) kind = (sign.Capability, sign.FromRequest ? sign.Reason : "", sign.FromRequest);
            weights[kind] = Math.Max(weights.GetValueOrDefault(kind), sign.Weight);
        }

        double innocent = 1;
        foreach (((PageCapability capability, _, bool fromRequest), int weight) in weights)
        {
            // What is seen to follow the request need not count again for what is merely there.
            bool covered = !fromRequest && weights.Any(w => w.Key.Item1 == capability && w.Key.Item3 && w.Value >= weight);
            innocent *= covered ? 1 : 1 - (weight / 100.0);
        }

        int score = (int)Math.Round((1 - innocent) * 100, MidpointRounding.AwayFromZero);
        if (declaresOnly && !signs.Exists(s => s.FromRequest && s.Weight >= Overt))
        {
            score = Math.Min(score, Likely - 1);
        }

        // Handlers of downloads read below a folder of their own, by what the request says; nothing but that is what honest ones do.
        if (language is PageLanguage.CSharp or PageLanguage.VisualBasic && signs.TrueForAll(s =>
            s.Weight < Slight || (s.Capability == PageCapability.ReadsFiles && s.FromRequest && s.Reason != CallJudge.ReadsAnywhere)))
        {
            score = Math.Min(score, Likely - 1);
        }

        List<PageSign> kept =
        [
            .. signs.GroupBy(s => (s.Capability, s.Reason)).Select(g => g.OrderByDescending(s => s.Weight).ThenBy(s => s.OffsetBytes).First())
                .OrderByDescending(s => s.Weight).ThenBy(s => s.OffsetBytes).ThenBy(s => s.Reason, StringComparer.Ordinal)
                .Take(PageReport.MaxSigns),
        ];
        return new PageReport
        {
            Language = language,
            Score = score,
            Verdict = VerdictOf(score),
            Signs = kept,
            Keys = keys,
            Settings = settings,
            UnreadBytes = unreadBytes,
            IsIncomplete = isIncomplete,
        };
    }

    /// <summary>The verdict of a score.</summary>
    internal static PageVerdict VerdictOf(int score) =>
        score >= WebShell ? PageVerdict.WebShell : score >= Likely ? PageVerdict.LikelyWebShell : score >= Unusual ? PageVerdict.Unusual : PageVerdict.Benign;
}
