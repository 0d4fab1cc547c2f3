using Hindcast.Evidence;

namespace Hindcast.Simulation.Traffic;

/// <summary>
/// One request as it happened. It shows in the IIS log of the front end, in HttpProxy, and, if it was handed on to this
/// server's back end, in that site's IIS log: each with its own columns, the ids being the same.
/// </summary>
internal sealed class WebRequest
{
    /// <summary>When it ended, UTC ticks: logs are written at the end.</summary>
    internal long Ticks;

    internal int DurationMs;
    internal WebProtocol Protocol;
    internal Guid Id;
    internal string Method = "GET";
    internal string Host = "";
    internal string Stem = "/";

    /// <summary>Query without question mark; "" for none.</summary>
    internal string Query = "";

    /// <summary>What Exchange adds to the query in the log of IIS behind the request id.</summary>
    internal string QueryTail = "";

    internal string Agent = "";
    internal string Referer = "";
    internal string ClientAddress = "";

    /// <summary>DOMAIN\name, or "" for nobody.</summary>
    internal string User = "";

    internal string Authentication = "";
    internal int Status = 200;
    internal int SubStatus;
    internal long Win32Status;
    internal int RequestBytes;
    internal int ResponseBytes;

    /// <summary>It went to a back end: HttpProxy has target and back-end status.</summary>
    internal bool IsProxied;

    internal int BackEndStatus;
    internal string ProtocolAction = "";
    internal string ClientRequestId = "";
    internal string Organization = "";
    internal string AnchorMailbox = "";
    internal string RoutingHint = "";
    internal string BackEndCookie = "";
    internal string DatabaseGuid = "";
    internal string GenericInfo = "";
    internal string GenericErrors = "";

    /// <summary>Stands in HttpProxy at all.</summary>
    internal bool InHttpProxy = true;

    /// <summary>The back end is this server.</summary>
    internal bool IsBackEndHere;

    /// <summary>Straight to the back end's port, as probes do: no front end at all.</summary>
    internal bool IsBackEndOnly;

    internal string BackStem = "";
    internal string BackQuery = "";
    internal string BackUser = "";

    /// <summary>The call of the web service that the back end logs; drawn when empty.</summary>
    internal string ServiceAction = "";

    /// <summary>The mailbox that the call acts for, when it is not the caller's own.</summary>
    internal string ServiceMailbox = "";

    /// <summary>The step of the truth that this is part of, or -1.</summary>
    internal int Step = -1;

    /// <summary>What the rows of the front end prove.</summary>
    internal Outcome FrontProves;

    /// <summary>What the row of the back end proves.</summary>
    internal Outcome BackProves;
}
