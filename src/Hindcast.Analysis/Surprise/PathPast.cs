namespace Hindcast.Analysis.Surprise;

/// <summary>What is known of a path in one log from the days before.</summary>
internal sealed class PathPast
{
    private const int MaxDifferent = 64;

    internal long Rows { get; private set; }

    internal long Posts { get; private set; }

    internal long MachineRows { get; private set; }

    internal SortedSet<string> Agents { get; } = new(StringComparer.Ordinal);

    internal SortedSet<string> Queries { get; } = new(StringComparer.Ordinal);

    internal long MostBytes { get; private set; } = -1;

    internal long MostMilliseconds { get; private set; } = -1;

    /// <summary>More programs, or ways to ask, than are told apart: a new one says nothing.</summary>
    internal bool HasManyAgents => Agents.Count >= MaxDifferent;

    internal bool HasManyQueries => Queries.Count >= MaxDifferent;

    internal void Add(RequestForm form)
    {
        Rows += form.Count;
        Posts += form.IsPost ? form.Count : 0;
        MachineRows += form.Caller == CallerKind.Machine ? form.Count : 0;
        if (!HasManyAgents)
        {
            Agents.Add(form.Agent);
        }

        if (!HasManyQueries)
        {
            Queries.Add(form.QueryHead);
        }
    }

    internal void Add(PathVolume volume)
    {
        MostBytes = Math.Max(MostBytes, volume.MostBytes);
        MostMilliseconds = Math.Max(MostMilliseconds, volume.MostMilliseconds);
    }
}
