using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Puts the units of one text log together in order. Units that were started in mid-file guessed the header above them;
/// here each is checked against what the unit before it really ended with, and read again when the guess was wrong.
/// </summary>
internal sealed class TextFileMerge
{
    private readonly string _path;
    private readonly Func<TextUnit, UnitOutcome> _rescan;
    private readonly Dictionary<long, long> _hours = [];
    private readonly List<BuildSighting> _builds = [];
    private readonly SortedDictionary<string, Diagnostic> _diagnostics = new(StringComparer.Ordinal);
    private readonly int _ruleCount;
    private MatchKeeper<RawObservation>?[] _kept = [];
    private MatchTally?[] _matches = [];
    private LogHeader? _header;
    private long _end;
    private long _lines;

    /// <summary>Starts a merge.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ruleCount">Number of rules in the plan.</param>
    /// <param name="rescan">Reads a unit again with what is known now.</param>
    internal TextFileMerge(string path, int ruleCount, Func<TextUnit, UnitOutcome> rescan)
    {
        _path = path;
        _rescan = rescan;
        _ruleCount = ruleCount;
    }

    internal long Records { get; private set; }

    internal long BadRecords { get; private set; }

    internal long LostBytes { get; private set; }

    internal string Protocol { get; private set; } = "";

    internal bool HasLocalTimes { get; private set; }

    internal bool HasOpenDates { get; private set; }

    internal bool HasTellingDates { get; private set; }

    internal EvidenceTime? First { get; private set; }

    internal EvidenceTime? Last { get; private set; }

    internal IReadOnlyDictionary<long, long> Hours => _hours;

    internal IReadOnlyList<BuildSighting> Builds => _builds;

    internal IEnumerable<Diagnostic> Diagnostics => _diagnostics.Values;

    internal IEnumerable<RawObservation> Observations => _kept.Where(k => k is not null).SelectMany(k => k!.Kept);

    /// <summary>By rule; empty when none matched.</summary>
    internal MatchTally?[] Matches => _matches;

    /// <summary>What all rows were like; null when they were not counted.</summary>
    internal ServerProfile? Profile { get; private set; }

    /// <summary>Adds the next unit; units come in the order of the file.</summary>
    /// <returns>What counts for the unit: the outcome, or that of reading it again; null when it holds no row of its own.</returns>
    internal UnitOutcome? Add(TextUnit unit, UnitOutcome outcome)
    {
        if (_header is not null && unit.StartBytes > 0
            && (outcome.Result.FirstRowOffset != _end || !ReadsAsGuessed(unit, outcome.Result)))
        {
            if (_end >= unit.StopBytes)
            {
                return null;
            }

            outcome = _rescan(unit with { StartBytes = _end, Header = _header, StartsInLine = false });
        }

        TextUnitResult result = outcome.Result;
        _header = _header is not null && ReferenceEquals(result.HeaderAtEnd, unit.Header) ? _header : result.HeaderAtEnd;
        _end = result.EndOffset;
        Records += result.Records;
        BadRecords += result.BadRecords;
        LostBytes += result.LostBytes;
        Protocol = Protocol.Length > 0 ? Protocol : result.Protocol;
        First = First is { } first && result.First is { } f && first < f ? first : result.First ?? First;
        Last = Last is { } last && result.Last is { } l && last > l ? last : result.Last ?? Last;
        HasLocalTimes |= result.HasLocalTimes;
        HasOpenDates |= result.HasOpenDates;
        HasTellingDates |= result.HasTellingDates;
        foreach ((long hour, long count) in result.Hours)
        {
            _hours[hour] = _hours.GetValueOrDefault(hour) + count;
        }

        _builds.AddRange(result.Builds.Select(b => b with
        {
            FirstLocation = Shift(b.FirstLocation),
            LastLocation = Shift(b.LastLocation),
        }));
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            _diagnostics[diagnostic.Code] = _diagnostics.TryGetValue(diagnostic.Code, out Diagnostic? known)
                ? known with { Count = known.Count + diagnostic.Count, LostBytes = known.LostBytes + diagnostic.LostBytes }
                : diagnostic with { Location = Shift(diagnostic.Location) };
        }

        if (outcome.Matches.Length > 0)
        {
            AddMatches(outcome);
        }

        if (outcome.Profile is { } profile)
        {
            (Profile ??= new ServerProfile()).Add(profile, _path, _lines);
        }

        _lines += result.Lines;
        return outcome;
    }

    private void AddMatches(UnitOutcome outcome)
    {
        if (_matches.Length == 0)
        {
            (_matches, _kept) = (new MatchTally?[_ruleCount], new MatchKeeper<RawObservation>?[_ruleCount]);
        }

        foreach (RawObservation observation in outcome.Observations)
        {
            (_kept[observation.Rule] ??= new MatchKeeper<RawObservation>(RuleRowSink.MaxKeptPerRule)).Offer(
                observation with { LineInUnit = observation.LineInUnit + _lines }, observation.Time, ClientAddress.Of(observation.Fields));
        }

        for (int i = 0; i < _matches.Length; i++)
        {
            if (outcome.Matches[i] is { } matches)
            {
                (_matches[i] ??= new MatchTally()).Add(matches);
            }
        }
    }

    /// <summary>Lines of all units added so far.</summary>
    internal long Lines => _lines;

    /// <summary>Where the last row ended: the bytes behind it were not reached.</summary>
    internal long EndOffset => _end;

    /// <summary>
    /// True when the unit's rows read the same under the header that really stands above them. Header lines in the unit
    /// build on that header, so then it must be the very same.
    /// </summary>
    private bool ReadsAsGuessed(TextUnit unit, TextUnitResult result) =>
        unit.Header.Equals(_header)
        || (unit.Header.ReadsLike(_header!) && ReferenceEquals(result.HeaderAtEnd, unit.Header));

    private SourceLocation Shift(SourceLocation location) =>
        location with { File = _path, Line = location.Line + _lines + 1 };

    /// <summary>A unit's result with the matches found in it; none when there is none.</summary>
    internal record UnitOutcome(TextUnitResult Result, IReadOnlyList<RawObservation> Observations, MatchTally?[] Matches, ServerProfile? Profile = null);
}
