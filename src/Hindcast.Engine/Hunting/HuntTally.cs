using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// What a stretch of evidence gave: a run of chunks, a unit of a text log, a file, or all of it. Stretches are put
/// together in order, so that the whole does not depend on threads. Serves one thread at a time.
/// </summary>
internal sealed class HuntTally(int maxMatches)
{
    /// <summary>Most matches that correlations are given.</summary>
    internal const int MaxCorrelated = 1_000_000;

    private SigmaShapePlan? _shape;
    private long _recordsOfShape;

    /// <summary>Matches to show.</summary>
    internal HuntMatchStore Shown { get; } = new(maxMatches);

    /// <summary>Matches that correlations need.</summary>
    internal List<SigmaRuleMatch> Correlated { get; } = [];

    /// <summary>Matches that correlations needed and do not get: without a time, or too many.</summary>
    internal long Uncorrelated { get; private set; }

    /// <summary>Matches outside the dates asked for.</summary>
    internal long OutsideDates { get; set; }

    /// <summary>Matches by rule, those that tuning took back among them.</summary>
    internal Dictionary<int, long> Matches { get; } = [];

    /// <summary>Matches that tuning took back, by rule and entry.</summary>
    internal Dictionary<(int Rule, int Entry), long> Allowed { get; } = [];

    /// <summary>Records by shape. Complete after <see cref="Flush"/>.</summary>
    internal Dictionary<SigmaShapePlan, long> Shapes { get; } = [];

    /// <summary>Counts a record.</summary>
    internal void Met(SigmaShapePlan shape)
    {
        if (!ReferenceEquals(shape, _shape))
        {
            Flush();
            _shape = shape;
        }

        _recordsOfShape++;
    }

    /// <summary>Takes a match for correlations.</summary>
    internal void Correlate(SigmaRuleMatch? match)
    {
        if (match is null || Correlated.Count >= MaxCorrelated)
        {
            Uncorrelated++;
        }
        else
        {
            Correlated.Add(match);
        }
    }

    /// <summary>Brings <see cref="Shapes"/> up to date.</summary>
    internal void Flush()
    {
        if (_shape is not null)
        {
            Add(Shapes, _shape, _recordsOfShape);
        }

        (_shape, _recordsOfShape) = (null, 0);
    }

    /// <summary>Adds the stretch behind this one.</summary>
    /// <param name="next">That stretch.</param>
    /// <param name="linesBefore">Lines by which it counts too little.</param>
    internal void AddAll(HuntTally next, long linesBefore = 0)
    {
        next.Flush();
        Shown.AddAll(next.Shown, linesBefore);
        int room = Math.Min(next.Correlated.Count, MaxCorrelated - Correlated.Count);
        Correlated.AddRange(next.Correlated.Take(room).Select(
            m => linesBefore == 0 ? m : m with { Location = m.Location with { Line = m.Location.Line + linesBefore } }));
        Uncorrelated += next.Uncorrelated + next.Correlated.Count - room;
        OutsideDates += next.OutsideDates;
        foreach ((int rule, long count) in next.Matches)
        {
            Add(Matches, rule, count);
        }

        foreach (((int, int) key, long count) in next.Allowed)
        {
            Add(Allowed, key, count);
        }

        foreach ((SigmaShapePlan shape, long count) in next.Shapes)
        {
            Add(Shapes, shape, count);
        }
    }

    /// <summary>Empties it, so that it can be used again.</summary>
    internal void Clear()
    {
        Shown.Clear();
        Correlated.Clear();
        Matches.Clear();
        Allowed.Clear();
        Shapes.Clear();
        Uncorrelated = OutsideDates = 0;
        (_shape, _recordsOfShape) = (null, 0);
    }

    /// <summary>Adds to a count.</summary>
    internal static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long count)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + count;
}
