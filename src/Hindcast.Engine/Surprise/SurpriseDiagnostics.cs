using Hindcast.Evidence;

namespace Hindcast.Engine.Surprise;

/// <summary>Trouble in measuring a server against its own past.</summary>
public static class SurpriseDiagnostics
{
    /// <summary>A day had more different things than are kept.</summary>
    public static readonly DiagnosticDescriptor DayCut = new(
        "HC5101", DiagnosticSeverity.Info, "Day with more different requests, clients, processes or domains than are compared",
        "those kept are a fair sample of that day; something unusual may be among the others");

    /// <summary>Rows of web logs could not be taken apart.</summary>
    public static readonly DiagnosticDescriptor RowsSkipped = new(
        "HC5102", DiagnosticSeverity.Info, "Rows of web logs that were not compared with the server's past",
        "rules were tried on them as on all rows; what is unusual in them is not told");

    /// <summary>All days together had more different things than fit in memory.</summary>
    public static readonly DiagnosticDescriptor ProfileBounded = new(
        "HC5103", DiagnosticSeverity.Info, "More different requests, clients, processes and domains over all days than are kept in memory",
        "of each day fewer are compared, a fair sample; days with few are whole; something unusual may be among what was left out");
}
