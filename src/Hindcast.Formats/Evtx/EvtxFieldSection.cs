namespace Hindcast.Formats.Evtx;

/// <summary>The part of an event that a field stands in.</summary>
public enum EvtxFieldSection : byte
{
    /// <summary>Anywhere else.</summary>
    Other,

    /// <summary>Event/System: who wrote the event, when and where.</summary>
    System,

    /// <summary>Event/EventData: the provider's named or numbered values.</summary>
    EventData,

    /// <summary>Event/UserData: the provider's own XML.</summary>
    UserData,

    /// <summary>Event/RenderingInfo: the message text that forwarding adds.</summary>
    RenderingInfo,
}
