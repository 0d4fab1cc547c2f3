namespace Hindcast.Reports.Victim;

/// <summary>What a name of the victim names.</summary>
public enum VictimNameKind : byte
{
    /// <summary>A computer.</summary>
    Host,

    /// <summary>A DNS or Windows domain.</summary>
    Domain,

    /// <summary>A user, mailbox or account.</summary>
    User,

    /// <summary>An IP address of the victim's own network.</summary>
    Address,

    /// <summary>A folder or archive above the collected drives, which people name after customers.</summary>
    Folder,

    /// <summary>A Windows security identifier.</summary>
    Sid,

    /// <summary>The organisation.</summary>
    Organisation,
}
