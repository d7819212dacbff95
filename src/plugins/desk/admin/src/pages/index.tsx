import { lazy, Suspense } from 'react';
import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';
import { READ } from '../config';
import { ListPage } from '../list/list-page';

/** The writing surface is large, and the list is looked at without it. */
const WritePage = lazy(() => import('../write/write-page'));

const Desk = () => (
  <Page.Protect permissions={READ}>
    <Suspense fallback={<Page.Loading />}>
      <Routes>
        <Route index element={<ListPage />} />
        <Route path="articles/:documentId" element={<WritePage />} />
        <Route path="*" element={<Page.NoData />} />
      </Routes>
    </Suspense>
  </Page.Protect>
);

export default Desk;
