namespace Hindcast.Simulation;

/// <summary>How far a simulation has come. Thread-safe.</summary>
public sealed class SimulationProgress
{
    private int _daysDone;
    private long _rows;

    /// <summary>Days to write; 0 until that is known.</summary>
    public int Days { get; internal set; }

    /// <summary>Days written.</summary>
    public int DaysDone => _daysDone;

    /// <summary>Rows written.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    internal void Add(long rows)
    {
        Interlocked.Increment(ref _daysDone);
        Interlocked.Add(ref _rows, rows);
    }
}
