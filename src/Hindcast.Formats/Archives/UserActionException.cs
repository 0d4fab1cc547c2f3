namespace Hindcast.Formats.Archives;

/// <summary>Carries an error of the caller's own code out through decoders that would take it for damage.</summary>
internal sealed class UserActionException(Exception inner) : Exception(inner.Message, inner);
