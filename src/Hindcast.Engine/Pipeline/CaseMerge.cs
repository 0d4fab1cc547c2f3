using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Packs;
using Hindcast.Engine.PageOwners;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Collects file results in the order in which they are numbered, whatever the order in which threads finish, and drops second
/// copies of a file. Thread-safe.
/// </summary>
internal sealed class CaseMerge
{
    /// <summary>Matches of one rule that are kept as observations, before the further ones of <see cref="MatchKeeper{T}"/>.</summary>
    internal const int MaxObservationsPerRule = 2000;

    /// <summary>Signs of tampering of one kind that are kept from one file, and from all; the others are counted.</summary>
    internal const int MaxSignsPerFile = 100, MaxSigns = 1000;

    private const int MaxMachines = 10_000;

    private readonly Lock _lock = new();
    private readonly DetectionPlan _plan;
    private readonly FileResult?[] _waiting;
    private readonly Dictionary<(string Sha256, long Size, string Place), string> _seen = [];
    private readonly MatchKeeper<Observation>?[] _kept;
    private readonly Dictionary<LogSignKind, int> _signsKept = [];
    private int _next;

    internal CaseMerge(int fileCount, DetectionPlan plan)
    {
        _plan = plan;
        int ruleCount = plan.Rules.Count;
        _waiting = new FileResult?[fileCount];
        _kept = new MatchKeeper<Observation>?[ruleCount];
        Matches = [.. Enumerable.Range(0, ruleCount).Select(_ => new MatchTally())];
    }

    internal List<EvidenceFile> Files { get; } = [];

    /// <summary>The same files, those with several logs once for each.</summary>
    internal List<EvidenceFile> Logs { get; } = [];

    internal List<CoverageHour> Hours { get; } = [];

    internal List<BuildSighting> Builds { get; } = [];

    internal List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>What rules of packs met.</summary>
    internal IEnumerable<Observation> Observations => _kept.Take(_plan.PackRuleCount).Where(k => k is not null).SelectMany(k => k!.Kept);

    /// <summary>What rules of the user's own met, with the number of the rule.</summary>
    internal IEnumerable<(int Rule, Observation Observation)> UserObservations =>
        Enumerable.Range(0, _kept.Length).Where(_plan.IsOfUser).Where(r => _kept[r] is not null)
            .SelectMany(r => _kept[r]!.Kept.Select(o => (r, o)));

    /// <summary>What all rows were like; empty when they were not counted.</summary>
    internal ServerProfile Profile { get; } = new();

    /// <summary>Pages of web roots whose code is not benign; at most <see cref="PageOwnerRecords.MaxJudged"/>.</summary>
    internal List<JudgedPage> Judged { get; } = [];

    /// <summary>Files of web roots whose owner a listing tells; at most <see cref="PageOwnerRecords.MaxListed"/>.</summary>
    internal List<ListedOwner> Owners { get; } = [];

    internal List<LogSign> Signs { get; } = [];

    /// <summary>The computers that events are of, once for each file; at most <see cref="MaxMachines"/>.</summary>
    internal List<MachineSighting> Machines { get; } = [];

    internal long SignsLeftOut { get; private set; }

    /// <summary>All matches, by rule.</summary>
    internal MatchTally[] Matches { get; }

    /// <summary>How many observations of a rule are kept.</summary>
    internal int Kept(int rule) => _kept[rule]?.Kept.Count() ?? 0;

    internal void Add(int index, FileResult result)
    {
        lock (_lock)
        {
            _waiting[index] = result;
            while (_next < _waiting.Length && _waiting[_next] is { } ready)
            {
                Take(ready);
                _waiting[_next++] = null;
            }
        }
    }

    /// <summary>Adds what rows of several files were like; their places name the files.</summary>
    internal void Add(ServerProfile profile)
    {
        lock (_lock)
        {
            Profile.Add(profile, "", 0);
        }
    }

    /// <summary>Puts the files in the order of their paths, whatever the order in which they were read.</summary>
    internal void SortFiles() => Files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));

    private void Take(FileResult result)
    {
        EvidenceFile file = result.File;
        var copy = (file.Sha256, file.SizeBytes, result.IsOfItsPlace ? file.OriginalPath ?? file.Path : "");
        if (file.Sha256.Length > 0 && file.Log is not null && !_seen.TryAdd(copy, file.Path))
        {
            string first = _seen[copy];
            Files.Add(file with { Log = null, Records = 0, BadRecords = 0, LostBytes = 0, First = null, Last = null });
            Diagnostics.Add(ReadDiagnostics.Copy.At(new SourceLocation(file.Path), $"same bytes as {first}", "each log once"));
            return;
        }

        Files.Add(file);
        Logs.AddRange(result.Logs.Count > 0 ? result.Logs : [file]);
        Hours.AddRange(result.Hours);
        Builds.AddRange(result.Builds);
        Machines.AddRange(result.Machines.Take(MaxMachines - Machines.Count));
        Diagnostics.AddRange(result.Diagnostics);
        foreach ((int rule, Observation observation) in result.Observations)
        {
            bool isOfUser = _plan.IsOfUser(rule);
            (_kept[rule] ??= new MatchKeeper<Observation>(UserRules.MaxKeptOf(_plan, rule, MaxObservationsPerRule))).Offer(
                observation, observation.Time, isOfUser ? "" : ClientAddress.Of(observation.Fields));
        }

        for (int i = 0; i < result.Matches.Length; i++)
        {
            if (result.Matches[i] is { } matches)
            {
                Matches[i].Add(matches);
            }
        }

        if (result.Profile is { } profile)
        {
            Profile.Add(profile, file.Path, 0);
        }

        if (result.WebFile is { } page)
        {
            Profile.Add(page);
        }

        if (result.Judged is { } judged && Judged.Count < PageOwnerRecords.MaxJudged)
        {
            Judged.Add(judged);
        }

        Owners.AddRange(result.Owners.Take(PageOwnerRecords.MaxListed - Owners.Count));
        TakeSigns(result);
    }

    private void TakeSigns(FileResult result)
    {
        SignsLeftOut += result.SignsLeftOut;
        foreach (IGrouping<LogSignKind, LogSign> kind in result.Signs.GroupBy(s => s.Kind))
        {
            int room = Math.Min(MaxSignsPerFile, MaxSigns - _signsKept.GetValueOrDefault(kind.Key));
            LogSign[] kept = [.. kind.Take(room)];
            Signs.AddRange(kept);
            _signsKept[kind.Key] = _signsKept.GetValueOrDefault(kind.Key) + kept.Length;
            SignsLeftOut += kind.Count() - kept.Length;
        }
    }
}
