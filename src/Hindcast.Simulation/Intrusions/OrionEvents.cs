using Hindcast.Simulation.EventLogs;

namespace Hindcast.Simulation.Intrusions;

/// <summary>Events of AD FS auditing.</summary>
internal static class OrionEvents
{
    private const string Provider = "AD FS Auditing";

    internal static readonly EventForm TokenIssued = EventForm.OfClassic(Provider, 1200, level: 0, task: 3);

    internal static readonly EventForm CredentialValidated = EventForm.OfClassic(Provider, 1202, level: 0, task: 3);

    internal static readonly EventForm ConfigurationChanged = EventForm.OfClassic(Provider, 307, level: 0, task: 3);
}
