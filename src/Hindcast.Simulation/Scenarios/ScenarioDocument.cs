namespace Hindcast.Simulation.Scenarios;

/// <summary>
/// A scenario as it is written; names in the file are in kebab-case. docs/simulation.md explains each. Numbers, times and
/// durations may be ranges, of which each seed draws a value.
/// </summary>
internal sealed class ScenarioDocument
{
    public int Schema { get; set; } = 1;

    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    public string About { get; set; } = "";

    public ServerDocument Server { get; set; } = new();

    public PeriodDocument Period { get; set; } = new();

    /// <summary>Share of the traffic of the measured server.</summary>
    public string Scale { get; set; } = "1";

    /// <summary>Names that the server asks for in a day; without it no DNS log is written. Not scaled.</summary>
    public string DnsPerDay { get; set; } = "0";

    public List<PatchDocument> Patches { get; set; } = [];

    public LogsDocument Logs { get; set; } = new();

    /// <summary>Things that administrators do and that look bad.</summary>
    public List<ActionDocument> Actions { get; set; } = [];

    /// <summary>Looks for a flaw from outside, without use of it.</summary>
    public List<ScanDocument> Scans { get; set; } = [];

    public List<IntrusionDocument> Intrusions { get; set; } = [];
}

internal sealed class ServerDocument
{
    public string Name { get; set; } = "EX01";

    public string Organisation { get; set; } = "contoso";

    public string Sector { get; set; } = "";

    public string Country { get; set; } = "";

    /// <summary>Ids of Knowledge/builds.yml; one is drawn.</summary>
    public List<string> Product { get; set; } = ["2016-cu19"];

    public string Users { get; set; } = "600";

    public string UtcOffsetHours { get; set; } = "1";
}

internal sealed class PeriodDocument
{
    /// <summary>First day.</summary>
    public string From { get; set; } = "2021-02-26";

    public string Days { get; set; } = "9";
}

internal sealed class PatchDocument
{
    /// <summary>A level of Knowledge/builds.yml.</summary>
    public string Level { get; set; } = "";

    /// <summary>When it was installed. Before the period: the server had it already.</summary>
    public string At { get; set; } = "";
}

internal sealed class LogsDocument
{
    /// <summary>IIS: a file a day or an hour, or a new one at a size.</summary>
    public string IisRotation { get; set; } = "day";

    /// <summary>The size at which IIS begins a new file, in KiB.</summary>
    public string IisSizeKb { get; set; } = "20480";

    /// <summary>Logs that not every server has and this one does: evtx-sysmon, adfs-security, adfs-sysmon.</summary>
    public List<string> Also { get; set; } = [];

    /// <summary>A listing of the server's files with times and hashes: none, csv or bodyfile.</summary>
    public string Listing { get; set; } = "none";

    /// <summary>Files of the web roots: collected or absent.</summary>
    public string WebRoots { get; set; } = "collected";

    /// <summary>Quota of the HttpProxy folder of one protocol in MiB; the oldest files go first.</summary>
    public string HttpproxyQuotaMb { get; set; } = "1024";

    /// <summary>Logs that are not in the evidence: names of kinds (see docs/simulation.md).</summary>
    public List<string> Absent { get; set; } = [];

    public List<LostDocument> Lost { get; set; } = [];

    /// <summary>Kinds whose last file ends in the middle of a row.</summary>
    public List<string> Truncated { get; set; } = [];

    /// <summary>Seconds by which a kind's clock is ahead.</summary>
    public Dictionary<string, string> DriftSeconds { get; set; } = [];
}

/// <summary>Files of a kind that are gone, because of retention, a disk, or somebody who deleted them.</summary>
internal sealed class LostDocument
{
    /// <summary>Names of kinds; empty for all.</summary>
    public List<string> Logs { get; set; } = [];

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>For the truth: retention, wiped, fault.</summary>
    public string Why { get; set; } = "retention";
}

internal sealed class ActionDocument
{
    public string Kind { get; set; } = "";

    public string At { get; set; } = "";

    public string Count { get; set; } = "1";
}

internal sealed class ScanDocument
{
    public string Kind { get; set; } = "";

    public string At { get; set; } = "";

    public string Count { get; set; } = "1";
}

internal sealed class IntrusionDocument
{
    /// <summary>An id of Knowledge/actors.yml.</summary>
    public string Actor { get; set; } = "";

    /// <summary>The name of this group in this scenario; intrusions of one name share infrastructure and habits.</summary>
    public string? Group { get; set; }

    /// <summary>How they came in; the actor's own way without it.</summary>
    public string? Vector { get; set; }

    public string At { get; set; } = "";

    /// <summary>Steps instead of the actor's own.</summary>
    public List<string>? Steps { get; set; }

    /// <summary>Uses of the page instead of the actor's own.</summary>
    public string? Uses { get; set; }

    /// <summary>Name of a group whose addresses are used, too.</summary>
    public string? SharesAddressesOf { get; set; }
}
