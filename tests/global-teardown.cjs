module.exports = async () => {
  await globalThis.__TEST_POOL__?.stop();
  await globalThis.__TEST_POSTGRES__?.stop();
};
