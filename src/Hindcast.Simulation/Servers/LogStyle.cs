namespace Hindcast.Simulation.Servers;

/// <summary>Headers of logs.</summary>
internal enum LogStyle : byte
{
    /// <summary>IIS.</summary>
    W3c,

    /// <summary>HTTP.sys.</summary>
    HttpErr,

    /// <summary>Exchange with a byte order mark and # lines.</summary>
    Plain,

    /// <summary>Exchange with a bare list of columns above the # lines.</summary>
    CsvCompatible,

    /// <summary>A Windows event log.</summary>
    Events,

    /// <summary>Zeek, with tabs.</summary>
    Zeek,
}
