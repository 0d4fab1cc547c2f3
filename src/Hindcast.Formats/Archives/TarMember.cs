using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>A file in a tar. Immutable.</summary>
/// <param name="Name">The name, untouched.</param>
/// <param name="HeaderOffset">Where its header stands.</param>
/// <param name="DataOffset">Where its bytes start.</param>
/// <param name="LengthBytes">How many they are.</param>
/// <param name="Modified">Last modification, UTC; null when there is none.</param>
/// <param name="Owner">Name of its owner, or its number as <c>uid 33</c>; "" when there is neither.</param>
internal sealed record TarMember(string Name, long HeaderOffset, long DataOffset, long LengthBytes, EvidenceTime? Modified, string Owner);
