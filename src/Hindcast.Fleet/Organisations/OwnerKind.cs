namespace Hindcast.Fleet.Organisations;

/// <summary>Kinds of things that belong to an organisation and are named by an id.</summary>
public enum OwnerKind : byte
{
    /// <summary>The organisation itself.</summary>
    Organisation,

    /// <summary>A server.</summary>
    Server,

    /// <summary>An upload.</summary>
    Upload,

    /// <summary>A job.</summary>
    Job,

    /// <summary>An assessment.</summary>
    Assessment,
}
