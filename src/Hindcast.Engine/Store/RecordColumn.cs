namespace Hindcast.Engine.Store;

/// <summary>The columns of a stored record that a log's own columns go to; what has none goes to <c>fields</c>.</summary>
internal enum RecordColumn : byte
{
    /// <summary>Into the JSON of all others.</summary>
    Fields,

    /// <summary>Left out: date and time, which the record's time holds.</summary>
    None,

    /// <summary>Address of the client.</summary>
    Client,

    /// <summary>Account as the log writes it.</summary>
    UserName,

    /// <summary>HTTP method.</summary>
    Method,

    /// <summary>Name that the client asked for.</summary>
    Host,

    /// <summary>Path of the request.</summary>
    Path,

    /// <summary>Query of the request.</summary>
    Query,

    /// <summary>HTTP status.</summary>
    Status,

    /// <summary>Bytes of the request.</summary>
    BytesIn,

    /// <summary>Bytes of the answer.</summary>
    BytesOut,

    /// <summary>Milliseconds that the request took.</summary>
    Duration,

    /// <summary>User agent.</summary>
    Agent,

    /// <summary>Mailbox that the front end tied the request to, as it writes it.</summary>
    Mailbox,

    /// <summary>Id of an event.</summary>
    EventId,

    /// <summary>Computer that wrote an event.</summary>
    Computer,
}
