using System.Globalization;
using System.Security.Cryptography;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Listings;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.WebShells;

namespace Hindcast.Engine.PageOwners;

/// <summary>
/// Joins pages of web roots with their owners: a record for each page whose owner says something, be it judged by its code or known
/// from a file listing alone, on which the rules of the packs are tried like on any other (ADR 53).
/// </summary>
internal static class PageOwnerRecords
{
    /// <summary>Kind of these records.</summary>
    internal const string Kind = "page-owner";

    /// <summary>Pages whose code is not benign that are joined.</summary>
    internal const int MaxJudged = 5_000;

    /// <summary>Rows of listings with an owner that are kept.</summary>
    internal const int MaxListed = 200_000;

    private const int MaxRecords = 1_000;

    private static readonly string[] Fields =
    [
        "TargetFilename", "Page", "PageVerdict", "PageScore", "CodeVerdict", "PageLanguage", "PageCapabilities", "Size", "SHA256", "Owner", "OwnerKind", "OwnerOdd",
        "OwnerAlone", "Neighbours", "NeighbourOwner", "PageOwner",
    ];

    /// <summary>True when a rule is tried on what is joined out of logs of this kind.</summary>
    internal static bool AreReadBy(DetectionPlan plan, SigmaRule rule, string kind) =>
        kind is LogKinds.WebRoot or FileListing.ListingKind && plan.Reads(rule, Kind);

    /// <summary>The owner that a row of a listing tells of a file in a web root; null when it tells none.</summary>
    internal static ListedOwner? Owner(ArtefactRecord record)
    {
        string path = record.Value("TargetFilename"), owner = record.Value("Owner");
        if (owner.Length == 0 || record.Value("Deleted") == "true")
        {
            return null;
        }

        string row = WebFile.IsPage(path) && !record.Raw.IsEmpty ? Convert.ToHexStringLower(SHA256.HashData(record.Raw.Span)) : "";
        return new ListedOwner(path, owner, record.Value("Size"), record.Value("SHA256"), record.Time, record.Location, row);
    }

    /// <summary>The observations that rules on pages with their owners make.</summary>
    /// <param name="plan">The rules.</param>
    /// <param name="read">What was read.</param>
    /// <param name="owners">The owners of pages.</param>
    internal static IReadOnlyList<Observation> Join(DetectionPlan plan, CaseMerge read, PageOwnerTable owners)
    {
        SigmaShapePlan shape = plan.Sigma.ForShape(new SigmaEventShape([new("Log", Kind)], Fields));
        if (shape.RuleCount == 0)
        {
            return [];
        }

        SigmaMatcher matcher = plan.Sigma.CreateMatcher();
        List<Observation> joined = [];
        HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);
        int records = 0;
        foreach (JudgedPage page in read.Judged.OrderBy(p => p.Location))
        {
            if (records < MaxRecords && owners.Telling(page.TargetFilename) is { } owner && told.Add(LogLikeNames.BelowWebRoot(page.TargetFilename)))
            {
                records++;
                Try(Values(page.TargetFilename, page.Size, page.Sha256, owner, page.Page), null, page.Location, page.Sha256);
            }
        }

        // What a listing alone tells of a page whose code was read and found benign is no sign.
        told.UnionWith(read.Files.Where(f => f.Log?.Kind == LogKinds.WebRoot).Select(f => LogLikeNames.BelowWebRoot(f.OriginalPath ?? f.Path)));
        foreach (ListedOwner row in read.Owners.Where(o => o.RowSha256.Length > 0).OrderBy(o => o.Location))
        {
            if (records < MaxRecords && owners.Telling(row.Path) is { } owner && told.Add(LogLikeNames.BelowWebRoot(row.Path)))
            {
                records++;
                Try(Values(row.Path, row.Size, row.Sha256, owner, null), row.Time, row.Location, row.RowSha256);
            }
        }

        return joined;

        void Try(string[] values, EvidenceTime? time, SourceLocation location, string sha256)
        {
            FieldTexts slots = new(values);
            foreach (int rule in matcher.Match(shape, ref slots))
            {
                if (!plan.IsOfUser(rule))
                {
                    joined.Add(new Observation
                    {
                        RuleId = plan.Rules[rule].Id,
                        Time = time,
                        Location = location,
                        RecordSha256 = sha256,
                        Log = new LogName(LogKinds.WebRoot, ""),
                        Fields = [.. Fields.Zip(values, KeyValuePair.Create).Where(f => f.Value.Length > 0)],
                    });
                }
            }
        }
    }

    private static string[] Values(string path, string size, string sha256, PageOwner owner, PageFields? page)
    {
        int score = page is null ? 0 : PageReport.ScoreWith(page.Report.Score, owner.Weight);
        return
        [
            path, PageAddress.Of(path), page is null ? "" : PageVerdictWords.OfScore(score), page is null ? "" : score.ToString(CultureInfo.InvariantCulture),
            page?.Verdict ?? "", page?.Language ?? "", page?.Capabilities ?? "", size, sha256, owner.Owner, FileAccounts.Word(owner.Kind), Word(owner.IsOdd), Word(owner.IsAlone),
            owner.Neighbours.ToString(CultureInfo.InvariantCulture), owner.Usual, owner.Words,
        ];
    }

    private static string Word(bool? value) => value switch
    {
        true => "true",
        false => "false",
        null => "unknown",
    };
}
