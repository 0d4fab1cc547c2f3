using System.Collections.Concurrent;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Matching;

namespace Hindcast.Engine.Detection;

/// <summary>
/// Rules made ready: compiled once, and for each kind of text log one matcher for the texts of which a row must hold one
/// before it is even split. Thread-safe.
/// </summary>
public sealed class DetectionPlan
{
    private const int MaxFieldChars = 2000;

    private static readonly SigmaLiteralOptions Rarest = new() { Commonness = LiteralSet.LinesOfSampleWith };

    private readonly ConcurrentDictionary<string, KindPlan> _byKind = new(StringComparer.Ordinal);
    private readonly SigmaMappingSet _userMappings;
    private readonly HashSet<SigmaRule> _userRules;
    private readonly Lazy<HashSet<SigmaRule>> _withoutTable;

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules; of several with one id the first counts. Log sources mean to them what the built-in
    /// mappings say.</param>
    /// <param name="userMappings">What log sources mean to rules of the user's own; the built-in mappings when null.</param>
    /// <param name="userRules">Rules of the user's own, which stand behind those of the packs.</param>
    public DetectionPlan(IEnumerable<SigmaRule> rules, SigmaMappingSet? userMappings = null, IEnumerable<SigmaRule>? userRules = null)
    {
        _userMappings = userMappings ?? SigmaMappingSet.BuiltIn;
        SigmaRule[] ofPacks = [.. rules.DistinctBy(r => r.Id, StringComparer.Ordinal)];
        PackRuleCount = ofPacks.Length;
        _userRules = [.. userRules ?? []];
        Sigma = SigmaPlan.Compile([.. ofPacks, .. userRules ?? []], i => IsOfUser(i) ? _userMappings : SigmaMappingSet.BuiltIn);
        _withoutTable = new(() => [.. Sigma.ForShape(WebRootSlots.ShapeWithoutTable).PossibleRules.Select(i => Sigma.Rules[i])]);
    }

    /// <summary>The compiled rules; a rule's place there is its number everywhere in the pipeline.</summary>
    public SigmaPlan Sigma { get; }

    /// <summary>All rules.</summary>
    public IReadOnlyList<SigmaRule> Rules => Sigma.Rules;

    /// <summary>The table of known files with which files of web roots are compared, or null.</summary>
    internal KnownGoodTable? KnownGood { get; init; }

    /// <summary>True to count every row of web, cmdlet and DNS logs and of started processes, for the analysis of surprise.</summary>
    internal bool ProfilesRows { get; init; }

    /// <summary>How many of them are of packs: the first ones. The others are the user's own.</summary>
    public int PackRuleCount { get; }

    /// <summary>True for a rule of the user's own, by its number.</summary>
    internal bool IsOfUser(int rule) => rule >= PackRuleCount;

    /// <summary>Correlations among rules of the user's own.</summary>
    internal UserCorrelations UserCorrelations { get; init; } = UserCorrelations.None;

    /// <summary>True when a rule's log source means records of this kind; for event logs, when it means any.</summary>
    public bool Reads(SigmaRule rule, string kind) => Sources(rule, kind).Any();

    /// <summary>
    /// True when a rule can match records of this log: its log source means them, of event logs those of this channel, and it does not ask
    /// for a comparison with known files that is not made.
    /// </summary>
    public bool Reads(SigmaRule rule, LogName log) => log.Kind switch
    {
        LogKinds.Evtx => Sources(rule, log.Kind).Any(s => s.When.All(
            w => !w.Key.Equals("Channel", StringComparison.OrdinalIgnoreCase) || w.Value.Any(v => Fits(v, log.Part)))),
        LogKinds.WebRoot when KnownGood is null => Reads(rule, log.Kind) && _withoutTable.Value.Contains(rule),
        _ => Reads(rule, log.Kind),
    };

    /// <summary>What is done with rows of one kind of text log.</summary>
    internal KindPlan For(string kind) => _byKind.GetOrAdd(kind, Build);

    /// <summary>The shape of rows below a header.</summary>
    internal SigmaShapePlan ShapeOf(LogHeader header) => Sigma.ForShape(
        new SigmaEventShape([new("Log", LogKinds.MappingName(header.Kind))], header.Fields));

    /// <summary>
    /// The fields of a record that a rule met, and behind them those that correlations of the user's own need and that are
    /// not among them by the names that the rule uses.
    /// </summary>
    internal IReadOnlyList<KeyValuePair<string, string>> WithCorrelated(
        int rule, IReadOnlyList<KeyValuePair<string, string>> fields, SigmaShapePlan shape, ISigmaSlots slots)
    {
        if (!IsOfUser(rule) || UserCorrelations.FieldsOf(Rules[rule].Id) is not { Count: > 0 } names)
        {
            return fields;
        }

        SigmaMappedEvent mapped = new(shape.Shape, Sigma.SourceOf(rule, shape.Shape), slots);
        List<KeyValuePair<string, string>> all = [.. fields];
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            if (!all.Exists(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) && mapped.TryGetField(name, out ReadOnlySpan<char> value))
            {
                all.Add(new(name, value.Length <= MaxFieldChars ? value.ToString() : $"{value[..MaxFieldChars]}..."));
            }
        }

        return all;
    }

    private IEnumerable<SigmaMappedSource> Sources(SigmaRule rule, string kind)
    {
        string log = LogKinds.MappingName(kind);
        SigmaMappingSet mappings = _userRules.Contains(rule) ? _userMappings : SigmaMappingSet.BuiltIn;
        return mappings.Resolve(rule.LogSource).Where(source => kind == LogKinds.Evtx
            ? source.When.All(w => !w.Key.Equals("Log", StringComparison.OrdinalIgnoreCase))
            : source.When.Any(w => w.Key.Equals("Log", StringComparison.OrdinalIgnoreCase) && w.Value.Any(v => Fits(v, log))));
    }

    private KindPlan Build(string kind)
    {
        HashSet<string> literals = new(StringComparer.OrdinalIgnoreCase);

        // Copied-out rows are few, and a rule without a text that must occur has to see every row.
        bool all = kind == TextKinds.HttpProxyExtract;
        bool decoded = false;
        int rules = 0;
        foreach (SigmaRule rule in Rules.Where(r => Reads(r, kind)))
        {
            rules++;
            IReadOnlyList<string>? required = all ? null : rule.RequiredLiterals(Rarest);
            all |= required is null;
            literals.UnionWith(required ?? []);
            decoded |= Sources(rule, kind).Any(s => s.Fields.Values.Any(f => f.IsDecoded));
        }

        if (kind == TextKinds.WindowsDnsDebug)
        {
            // The raw row has counted labels for dots, so of each text the longest stretch between dots must occur.
            literals = [.. literals.Select(l => l.Split('.').MaxBy(p => p.Length)!)];
            all |= literals.Contains("");
        }

        if (rules == 0 || all)
        {
            return new KindPlan(rules == 0 ? RowSearch.None : new RowSearch(null, EveryRow: true));
        }

        // Where a mapping decodes and joins values, a rule's text may stand otherwise in the raw row.
        string[] texts = [.. (decoded ? literals.SelectMany(Spellings).Distinct(StringComparer.OrdinalIgnoreCase) : literals).Order(StringComparer.Ordinal)];
        return new KindPlan(new RowSearch(LiteralSet.Compile(texts), EveryRow: false, decoded ? new EscapedText(texts) : null));
    }

    /// <summary>A text as raw rows of web logs hold it: plus signs for blanks, and a blank between stem and query.</summary>
    private static IEnumerable<string> Spellings(string text)
    {
        string plus = text.Replace(' ', '+');
        return [text, plus, text.Replace('?', ' '), plus.Replace('?', ' ')];
    }

    private static bool Fits(string pattern, string log) =>
        pattern.EndsWith('*')
            ? log.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
            : pattern.Equals(log, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is done with rows of one kind.</summary>
    /// <param name="Search">Rows on which to try the rules.</param>
    internal sealed record KindPlan(RowSearch Search);
}
