namespace Hindcast.Analysis.Campaigns;

/// <summary>What a published feature of an actor is. Kinds are independent of each other: two pages are one kind of evidence.</summary>
public enum ActorFeatureKind : byte
{
    /// <summary>Client or control address (IPv4 or IPv6, as text).</summary>
    Ip,

    /// <summary>Domain name, lower case.</summary>
    Domain,

    /// <summary>File name of a page left on a server (<c>supp0rt.aspx</c>), or a path that ends with it.</summary>
    Page,

    /// <summary>Request parameter, cookie or password that a page of theirs wants.</summary>
    PageKey,

    /// <summary>User agent as the client sends it, with blanks.</summary>
    UserAgent,

    /// <summary>Name of a tool or malware family.</summary>
    Tool,

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    Sha256,

    /// <summary>Path or file name outside the web roots.</summary>
    Path,

    /// <summary>Name of a scheduled task or service.</summary>
    Task,
}
