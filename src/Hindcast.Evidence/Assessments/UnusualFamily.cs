namespace Hindcast.Evidence.Assessments;

/// <summary>Kinds of oddness, each judged from other columns or logs than the others, so that two of them count for more than one.</summary>
public enum UnusualFamily : byte
{
    /// <summary>A method that a kind of resource, or this path, never had.</summary>
    Method,

    /// <summary>A path, a query or a program that this server never answered before.</summary>
    FirstSeen,

    /// <summary>Bytes or time far above what the path ever took.</summary>
    Volume,

    /// <summary>A client that asks as no visitor does.</summary>
    Session,

    /// <summary>Who is named, or is not, and where a request is routed.</summary>
    Identity,

    /// <summary>What the web server's processes started or wrote.</summary>
    Process,

    /// <summary>A value of a cmdlet that is written as none before.</summary>
    Cmdlet,

    /// <summary>Names of one new domain that look like data.</summary>
    Dns,

    /// <summary>A page of a web root that no table of known files and no page beside it explains.</summary>
    File,
}
