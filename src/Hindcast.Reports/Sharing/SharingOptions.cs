namespace Hindcast.Reports.Sharing;

/// <summary>How a case is handed on.</summary>
public sealed record SharingOptions
{
    /// <summary>Who may see it.</summary>
    public TlpLevel Tlp { get; init; } = TlpLevel.Amber;

    /// <summary>True to name the victim: servers, users, domains and internal addresses stay as they are.</summary>
    public bool IdentifyVictim { get; init; }

    /// <summary>The victim's name, or null. Used only with <see cref="IdentifyVictim"/>; otherwise hidden like the others.</summary>
    public string? Organisation { get; init; }

    /// <summary>
    /// The case's secret: pseudonyms and ids are made with it, so that two exports of a case agree, and nobody without it
    /// can try names.
    /// </summary>
    public required byte[] Key { get; init; }

    /// <summary>When the case was first shared (UTC): <c>created</c> of all objects.</summary>
    public required DateTime Created { get; init; }

    /// <summary>When this state of the assessment was first shared (UTC): <c>modified</c> of all objects.</summary>
    public required DateTime Modified { get; init; }
}
