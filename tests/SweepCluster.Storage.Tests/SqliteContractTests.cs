using SweepCluster.Storage.Tests.Contract;

namespace SweepCluster.Storage.Tests;

public sealed class SqliteSweepCatalogueTests() : SweepCatalogueContract(new SqlitePlace());

public sealed class SqliteLeaseTests() : LeaseContract(new SqlitePlace());

public sealed class SqliteChunkQueueTests() : ChunkQueueContract(new SqlitePlace());

public sealed class SqliteResultArchiveTests() : ResultArchiveContract(new SqlitePlace());

public sealed class SqliteNodeRegistryTests() : NodeRegistryContract(new SqlitePlace());

public sealed class SqliteEventLogTests() : EventLogContract(new SqlitePlace());

public sealed class SqliteWakeUpTests() : WakeUpContract(new SqlitePlace());

public sealed class SqliteCrashTests() : CrashContract(new SqlitePlace());
