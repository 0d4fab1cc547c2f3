namespace Hindcast.Simulation.Servers;

/// <summary>Somebody with a mailbox, with the clients that they use.</summary>
internal sealed class MailUser
{
    /// <summary>Name without domain, such as anna.berg.</summary>
    internal required string Name { get; init; }

    internal required string Account { get; init; }

    internal required string Address { get; init; }

    internal required string Sid { get; init; }

    internal required string MailboxGuid { get; init; }

    internal required string DatabaseGuid { get; init; }

    /// <summary>The mailbox lies on this server: back-end logs show it.</summary>
    internal required bool IsHere { get; init; }

    internal required string OfficeAddress { get; init; }

    internal required string OutsideAddress { get; init; }

    internal required string Browser { get; init; }

    internal required string Outlook { get; init; }

    /// <summary>Agent of the phone; "" for people without.</summary>
    internal required string Phone { get; init; }

    internal required string DeviceId { get; init; }

    internal required string DeviceType { get; init; }

    /// <summary>Prefix of the ClientRequestId of Outlook's sessions.</summary>
    internal required string SessionId { get; init; }
}
