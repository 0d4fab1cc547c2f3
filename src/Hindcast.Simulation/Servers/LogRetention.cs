using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Scenarios;

namespace Hindcast.Simulation.Servers;

/// <summary>Which logs the evidence holds, as the scenario says. Immutable.</summary>
internal sealed class LogRetention
{
    private readonly HashSet<LogKind> _absent = [];
    private readonly HashSet<LogKind> _also = [];
    private readonly HashSet<LogKind> _truncated = [];
    private readonly int[] _driftSeconds = new int[LogKinds.Count];

    internal LogRetention(LogsDocument logs, ulong seed, SeededRandom random)
    {
        _absent.UnionWith(logs.Absent.SelectMany(LogKinds.Parse));
        _also.UnionWith(logs.Also.SelectMany(LogKinds.Parse));
        Listing = logs.Listing switch
        {
            "none" => ListingForm.None,
            "csv" => ListingForm.Csv,
            "bodyfile" => ListingForm.Body,
            _ => throw new FormatException($"listing is '{logs.Listing}', not none, csv or bodyfile"),
        };
        HasWebRoots = logs.WebRoots switch
        {
            "collected" => true,
            "absent" => false,
            _ => throw new FormatException($"web-roots is '{logs.WebRoots}', not collected or absent"),
        };
        _truncated.UnionWith(logs.Truncated.SelectMany(LogKinds.Parse));
        foreach ((string name, string seconds) in logs.DriftSeconds.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            int drift = Drawn.Integer(seconds, random);
            foreach (LogKind kind in LogKinds.Parse(name))
            {
                _driftSeconds[(int)kind] = drift;
            }
        }

        HttpProxyQuotaBytes = (long)Drawn.Integer(logs.HttpproxyQuotaMb, random) << 20;
        IisByHour = logs.IisRotation switch
        {
            "day" or "size" => false,
            "hour" => true,
            _ => throw new FormatException($"iis-rotation is '{logs.IisRotation}', not day, hour or size"),
        };
        IisMaxBytes = logs.IisRotation == "size" ? (long)Drawn.Integer(logs.IisSizeKb, SeededRandom.For(seed, "iis-size")) << 10 : null;
        Lost = [.. logs.Lost.Select(l => new LostLogs(
            l.Logs.Count == 0 ? [.. LogKinds.All] : [.. l.Logs.SelectMany(LogKinds.Parse)],
            Drawn.Time(l.From, random).Ticks, Drawn.Time(l.To, random).Ticks, l.Why))];
    }

    internal bool IisByHour { get; }

    /// <summary>IIS begins a new file at this size; null for one by time.</summary>
    internal long? IisMaxBytes { get; }

    /// <summary>A listing of files that was made when the evidence was collected.</summary>
    internal ListingForm Listing { get; }

    /// <summary>The files of the web roots were collected.</summary>
    internal bool HasWebRoots { get; }

    /// <summary>The scenario asks for a log that not every server has.</summary>
    internal bool IsAskedFor(LogKind kind) => _also.Contains(kind);

    internal long HttpProxyQuotaBytes { get; }

    internal IReadOnlyList<LostLogs> Lost { get; }

    internal bool IsAbsent(LogKind kind) => _absent.Contains(kind);

    internal bool IsTruncated(LogKind kind) => _truncated.Contains(kind);

    /// <summary>Ticks by which the clock of a log is ahead of the true time.</summary>
    internal long DriftTicks(LogKind kind) => _driftSeconds[(int)kind] * TimeSpan.TicksPerSecond;

    /// <summary>Why a file that begins at a time is gone, or null.</summary>
    internal string? WhyLost(LogKind kind, long fileTicks)
    {
        if (IsAbsent(kind))
        {
            return "not-collected";
        }

        foreach (LostLogs lost in Lost)
        {
            if (lost.Kinds.Contains(kind) && fileTicks >= lost.FromTicks && fileTicks < lost.ToTicks)
            {
                return lost.Why;
            }
        }

        return null;
    }
}
