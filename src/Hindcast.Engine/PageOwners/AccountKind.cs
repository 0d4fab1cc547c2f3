namespace Hindcast.Engine.PageOwners;

/// <summary>What an account that owns a file is to a web server.</summary>
internal enum AccountKind : byte
{
    /// <summary>Any other account.</summary>
    Other,

    /// <summary>An account that the web server's own processes run as: what it owns, a page wrote.</summary>
    WebServer,

    /// <summary>The system itself: installers, and pages of applications that run as it, such as Exchange's.</summary>
    System,
}
