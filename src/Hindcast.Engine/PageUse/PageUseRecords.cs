using System.Globalization;
using Hindcast.Analysis.Intrusions;
using Hindcast.Engine.Detection;
using Hindcast.Engine.PageOwners;
using Hindcast.Evidence;
using Hindcast.Formats.Text;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.PageUse;

/// <summary>
/// Joins pages whose code is suspicious with the requests for them: a record for each page that was answered at least once, at the place of
/// the first such request, on which the rules of the packs are tried like on any other (ADR 28).
/// </summary>
internal static class PageUseRecords
{
    /// <summary>Kind of these records.</summary>
    internal const string Kind = "page-use";

    private const int MaxPages = 1_000;
    private const int FewClients = 3;
    private const int LeastNeighbours = 3;

    private static readonly string[] Fields =
    [
        "TargetFilename", "Page", "PageVerdict", "PageScore", "Requests", "Answered", "Clients", "FewClients", "Posts", "PostOnly", "Linked", "NewerDays", "PageUse",
        "Owner", "OwnerKind", "OwnerOdd",
    ];

    /// <summary>True when a rule is tried on what is joined out of logs of this kind.</summary>
    internal static bool AreReadBy(DetectionPlan plan, SigmaRule rule, string kind) => kind == TextKinds.Iis && plan.Reads(rule, Kind);

    /// <summary>The observations that rules on used pages make.</summary>
    /// <param name="plan">The rules.</param>
    /// <param name="observations">What rules met so far; among them files of web roots.</param>
    /// <param name="files">All files of the evidence, for the age of neighbours.</param>
    /// <param name="owners">The owners of pages.</param>
    /// <param name="look">Looks through the logs for requests of pages, by their address.</param>
    internal static IReadOnlyList<Observation> Join(
        DetectionPlan plan, IEnumerable<Observation> observations, IReadOnlyList<EvidenceFile> files, PageOwnerTable owners,
        Func<IReadOnlySet<string>, IReadOnlyDictionary<string, UsedPage>> look)
    {
        SigmaShapePlan shape = plan.Sigma.ForShape(new SigmaEventShape([new("Log", Kind)], Fields));
        Dictionary<string, Observation> suspects = new(StringComparer.Ordinal);
        foreach (Observation page in observations.Where(o => o.Field("PageVerdict") is "likely" or "webshell").OrderBy(o => o.Location))
        {
            string address = PageAddress.Of(page.Field("TargetFilename") ?? "");
            if (address.Length > 0 && suspects.Count < MaxPages)
            {
                suspects.TryAdd(address, page);
            }
        }

        if (shape.RuleCount == 0 || suspects.Count == 0)
        {
            return [];
        }

        SigmaMatcher matcher = plan.Sigma.CreateMatcher();
        List<Observation> joined = [];
        foreach ((string address, UsedPage used) in look(suspects.Keys.ToHashSet(StringComparer.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (used.First is not { } first)
            {
                continue;
            }

            string[] values = Values(address, suspects[address], used, NewerDays(suspects[address], files), owners.Telling(suspects[address].Field("TargetFilename") ?? ""));
            FieldTexts slots = new(values);
            foreach (int rule in matcher.Match(shape, ref slots))
            {
                if (!plan.IsOfUser(rule))
                {
                    joined.Add(new Observation
                    {
                        RuleId = plan.Rules[rule].Id,
                        Time = first.Time,
                        Location = first.Location,
                        RecordSha256 = first.Sha256,
                        Log = first.Log,
                        Fields = [.. first.Fields, .. Fields.Zip(values, KeyValuePair.Create).Where(f => f.Value.Length > 0)],
                    });
                }
            }
        }

        return joined;
    }

    private static string[] Values(string address, Observation page, UsedPage used, int? newerDays, PageOwner? owner)
    {
        bool postOnly = used.Posts == used.Answered;
        string linked = !used.TellsReferers ? "unknown" : used.Linked > 0 ? "true" : "false";
        string days = newerDays?.ToString(CultureInfo.InvariantCulture) ?? "";
        List<string> words =
        [
            string.Create(CultureInfo.InvariantCulture, $"asked for {used.Requests} times by {used.Clients} {(used.Clients == 1 ? "client" : "clients")}, answered {used.Answered} times"),
            string.Create(CultureInfo.InvariantCulture, $"first from {used.First!.Client} at {used.First.Time} ({used.First.Location}), last at {used.Last}"),
        ];
        if (postOnly)
        {
            words.Add("by POST only");
        }

        if (linked == "false")
        {
            words.Add("never from a link on another page");
        }

        if (newerDays is > 0)
        {
            words.Add($"{days} days younger than its neighbours");
        }

        if (owner is not null)
        {
            words.Add(owner.Words);
        }

        string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
        return
        [
            page.Field("TargetFilename") ?? "", address, page.Field("PageVerdict") ?? "", page.Field("PageScore") ?? "", Number(used.Requests), Number(used.Answered), Number(used.Clients),
            used.Clients is > 0 and <= FewClients ? "true" : "false", Number(used.Posts), postOnly ? "true" : "false", linked, days, string.Join("; ", words),
            owner?.Owner ?? "", owner is null ? "" : FileAccounts.Word(owner.Kind), owner?.IsOdd == true ? "true" : "",
        ];
    }

    /// <summary>Days from the middle of the write times of the other files in the page's folder to its own; null without at least three such files.</summary>
    private static int? NewerDays(Observation page, IReadOnlyList<EvidenceFile> files)
    {
        string folder = Folder(page.Location.File);
        EvidenceTime? own = files.FirstOrDefault(f => f.Path == page.Location.File)?.Modified;
        long[] others = [.. files.Where(f => f.Path != page.Location.File && f.Modified is not null && Folder(f.Path) == folder).Select(f => f.Modified!.Value.UtcTicks).Order()];
        return own is { } time && others.Length >= LeastNeighbours ? (int)((time.UtcTicks - others[others.Length / 2]) / TimeSpan.TicksPerDay) : null;
    }

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];
}
